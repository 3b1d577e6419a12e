/** A page that is made to be printed: at once, and again by its button, which only this shows. */
class PrintPage extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", () => window.print());
    // What is drawn after the page has come is on paper as well.
    requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
  }
}

// A page may name this file again.
if (!customElements.get("print-page")) customElements.define("print-page", PrintPage);
