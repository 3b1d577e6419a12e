/** Shows what is typed into the password field before it, until it is pressed again or sent. Without this file it stays hidden. */
class ShowPassword extends HTMLElement {
  connectedCallback() {
    const field = document.getElementById(this.dataset.for ?? "");
    const button = this.querySelector("button");
    if (!(field instanceof HTMLInputElement) || !button) return;
    const { show = "", hide = "" } = this.dataset;
    const set = (isShown: boolean) => {
      field.type = isShown ? "text" : "password";
      button.textContent = isShown ? hide : show;
    };
    this.hidden = false;
    button.onclick = () => set(field.type === "password");
    // What is sent in the open would be kept by the browser as other texts are.
    field.form?.addEventListener("submit", () => set(false));
  }
}

customElements.define("show-password", ShowPassword);
