/**
 * A list of people that is filtered as one types: who is ticked stays. Enter and an arrow lead from the field into the list, the
 * button looks beyond it and for other spellings, as it does without a script.
 */
class FilterPeople extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector<HTMLInputElement>("input[type=search]")!;
    const button = this.querySelector("button")!;
    // Not the button that Enter presses in the form's other fields.
    button.type = "button";
    button.addEventListener("click", () => {
      button.type = "submit";
    });
    field.addEventListener("input", () => this.filter(field.value));
    field.addEventListener("keydown", (event) => {
      if (event.shiftKey || !/^(Enter|ArrowDown)$/.test(event.key)) return;
      event.preventDefault();
      this.closest("form")!
        .querySelector<HTMLElement>("[data-findable]:not([hidden]) input:not(:disabled)")
        ?.focus();
    });
  }

  private filter(typed: string) {
    const lines = [...this.closest("form")!.querySelectorAll<HTMLElement>("[data-findable]")];
    for (const line of lines)
      line.hidden =
        !isFoundBy(typed, line.dataset.findable!) && !line.querySelector("input:checked");
    const shown = this.querySelector("output")!;
    const count = lines.filter(({ hidden }) => !hidden).length;
    shown.textContent = shown.dataset.shown!.replace("{number}", `${count}`);
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
