const STORED = "board-keys";

/**
 * A list by keyboard: J and K go along it, / goes to the search, Escape back to the list, ? says so. Keys go by their place on the
 * keyboard, so that a Cyrillic layout has them too; in the dialog they are switched off and on for this browser.
 */
class BoardKeys extends HTMLElement {
  private readonly pressed = (event: KeyboardEvent) => this.press(event);

  connectedCallback() {
    document.addEventListener("keydown", this.pressed);
    const box = this.querySelector<HTMLInputElement>("input[type=checkbox]");
    if (!box) return;
    box.checked = this.on;
    box.addEventListener("change", () => {
      localStorage.setItem(STORED, box.checked ? "on" : "off");
    });
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
  }

  private get on(): boolean {
    return localStorage.getItem(STORED) !== "off";
  }

  private get dialog() {
    return this.querySelector("dialog");
  }

  private press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || this.dialog?.open) return;
    const target = event.target instanceof Element ? event.target : null;
    const field = target?.closest<HTMLElement>("input, textarea, select");
    if (field) {
      if (event.key === "Escape") field.blur();
      return;
    }
    if (event.key === "?") this.dialog?.showModal();
    else if (!this.on || !this.go(event)) return;
    event.preventDefault();
  }

  /** Whether the key means something here. */
  private go({ code, key }: KeyboardEvent): boolean {
    const links = [...document.querySelectorAll<HTMLElement>("a.line-link")];
    const current = document.querySelector<HTMLElement>("tr[aria-current] a.line-link");
    const focused = links.indexOf(document.activeElement as HTMLElement);
    const at = focused >= 0 ? focused : current ? links.indexOf(current) : -1;
    if (code === "KeyJ") links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (code === "KeyK") links[Math.max(at - 1, 0)]?.focus();
    else if (key === "/") document.querySelector<HTMLElement>('input[name="q"]')?.focus();
    else if (key === "Escape") current?.focus();
    else return false;
    return true;
  }
}

customElements.define("board-keys", BoardKeys);

/** The line whose sheet is open is in sight. */
const showCurrent = () =>
  document.querySelector("tr[aria-current]")?.scrollIntoView({ block: "nearest" });
document.addEventListener("turbo:load", showCurrent);
