/** Milliseconds after the last key. */
const PAUSE = 250;
/** Digits from which on a number says whose it may be. */
const ENOUGH = 6;

/** A call is taken: what is open of its number is shown while that is typed, and Ctrl+Enter saves. Buttons do the same. */
class CallForm extends HTMLElement {
  private looked = "";
  private waiting = 0;
  private asking: AbortController | null = null;

  connectedCallback() {
    this.addEventListener("input", this.typed);
    this.addEventListener("keydown", this.pressed);
  }

  disconnectedCallback() {
    this.removeEventListener("input", this.typed);
    this.removeEventListener("keydown", this.pressed);
    window.clearTimeout(this.waiting);
    this.asking?.abort();
  }

  private get form() {
    return this.closest("form")!;
  }

  private readonly typed = (event: Event) => {
    const { target } = event;
    if (!(target instanceof HTMLInputElement) || target.name !== "phone") return;
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.look(target.value), PAUSE);
  };

  private readonly pressed = (event: KeyboardEvent) => {
    if (event.code !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.form.requestSubmit(this.querySelector<HTMLButtonElement>("button[name=triaged]"));
  };

  private async look(phone: string) {
    const digits = phone.replace(/\D/g, "");
    if (digits === this.looked) return;
    this.looked = digits;
    this.asking?.abort();
    const shown = this.querySelector("[data-same-number]")!;
    if (digits.length < ENOUGH) return shown.replaceChildren();
    this.asking = new AbortController();
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body: new URLSearchParams({ phone, look: "yes" }),
        signal: this.asking.signal,
      });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-same-number]");
      if (found && digits === this.looked) shown.replaceChildren(...found.childNodes);
    } catch {
      // Without a connection nothing is shown; what is open turns up when the request is read.
    }
  }
}

// A page may name this file again.
if (!customElements.get("call-form")) customElements.define("call-form", CallForm);
