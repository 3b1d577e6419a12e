import { PANEL_WORDS } from "./panel-words";

/** What the address says, so that loading it again and coming back show it; a key is of one sending alone. */
const IN_ADDRESS = ["find", "people"];
const NOT_KEPT = [...IN_ADDRESS, "key"];
/** Beside the fields: whose words they are. */
const READER = "reader";

type Fields = [string, string][];

/**
 * A list of people that is filtered as one types: who is ticked stays. Enter and an arrow lead from the field into the list, the
 * button looks beyond it and for other spellings, as it does without a script. Filter and ticks stand in the address, what is written
 * for the record in the tab alone.
 */
class FilterPeople extends HTMLElement {
  private form!: HTMLFormElement;
  private readonly sent = (event: Event) => this.forget(event as CustomEvent<Sent>);

  connectedCallback() {
    this.form = this.closest("form")!;
    const field = this.querySelector<HTMLInputElement>("input[type=search]")!;
    const button = this.querySelector("button")!;
    // Not the button that Enter presses in the form's other fields.
    button.type = "button";
    button.addEventListener("turbo:before-morph-attribute", (event) => {
      if ((event as CustomEvent<{ attributeName: string }>).detail.attributeName === "type")
        event.preventDefault();
    });
    button.addEventListener("click", () => {
      button.type = "submit";
      window.setTimeout(() => {
        button.type = "button";
      });
    });
    field.addEventListener("input", () => this.filter(field.value));
    field.addEventListener("keydown", (event) => {
      if (event.shiftKey || !/^(Enter|ArrowDown)$/.test(event.key)) return;
      event.preventDefault();
      this.form
        .querySelector<HTMLElement>("[data-findable]:not([hidden]) input:not(:disabled)")
        ?.focus();
    });
    this.form.addEventListener("input", this.keep);
    // A page that takes another's place has its later fields a moment after this one.
    queueMicrotask(() => this.fill());
    document.addEventListener("turbo:submit-end", this.sent);
  }

  disconnectedCallback() {
    // It may go on as another form.
    this.form.removeEventListener("input", this.keep);
    document.removeEventListener("turbo:submit-end", this.sent);
  }

  private filter(typed: string) {
    const lines = [...this.form.querySelectorAll<HTMLElement>("[data-findable]")];
    for (const line of lines)
      line.hidden =
        !isFoundBy(typed, line.dataset.findable!) && !line.querySelector("input:checked");
    const shown = this.querySelector("output")!;
    const count = lines.filter(({ hidden }) => !hidden).length;
    shown.textContent = shown.dataset.shown!.replace("{number}", `${count}`);
  }

  private fields(): Fields {
    return [...new FormData(this.form)] as Fields;
  }

  private readonly keep = () => {
    const fields = this.fields();
    const { pathname, searchParams } = new URL(this.form.action);
    for (const name of IN_ADDRESS) searchParams.delete(name);
    for (const [name, value] of fields)
      if (IN_ADDRESS.includes(name)) searchParams.append(name, value);
    const address = `${pathname}?${searchParams}`;
    history.replaceState(history.state, "", address);
    this.form.setAttribute("action", address);
    store([[READER, this.dataset.reader!], ...fields.filter(([name]) => !NOT_KEPT.includes(name))]);
  };

  /** As it was left, where the same panel was: loaded again, or come back to. */
  private fill() {
    const kept = stored();
    // Without a filter and ticks in the address it is opened anew.
    if (!new URL(location.href).searchParams.has("find")) return;
    // Nor are the words of who was signed in here before, and has not signed out, put into another's mouth.
    if (fieldOf(kept, READER) !== this.dataset.reader) return;
    if (fieldOf(kept, "request") !== fieldOf(this.fields(), "request")) return;
    for (const control of this.form.elements as unknown as Iterable<HTMLInputElement>) {
      if (NOT_KEPT.includes(control.name)) continue;
      const values = kept.filter(([name]) => name === control.name).map(([, value]) => value);
      if (control.type === "checkbox") control.checked = values.includes(control.value);
      else if (values.length > 0 && control.type !== "submit") control.value = values[0]!;
    }
  }

  private forget({ target, detail }: CustomEvent<Sent>) {
    if (target === this.form && detail.success && detail.fetchResponse?.redirected) store([]);
  }
}

type Sent = { success: boolean; fetchResponse?: { redirected: boolean } };

const fieldOf = (fields: Fields, name: string) => fields.find(([other]) => other === name)?.[1];

function store(fields: Fields) {
  try {
    sessionStorage.setItem(PANEL_WORDS, JSON.stringify(fields));
  } catch {
    // A browser that keeps nothing.
  }
}

function stored(): Fields {
  try {
    return JSON.parse(sessionStorage.getItem(PANEL_WORDS) ?? "[]");
  } catch {
    return [];
  }
}

/** Whether each word that was typed begins one of a line's. */
const isFoundBy = (typed: string, findable: string) =>
  (
    typed
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}'’ʼ]+/gu) ?? []
  ).every((word) => ` ${findable}`.includes(` ${word}`));

customElements.define("filter-people", FilterPeople);
