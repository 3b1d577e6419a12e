import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";

/** Asks the browser for a passkey and sends what it answers with the form. Without this file, codes do. */
class PasskeyButton extends HTMLElement {
  connectedCallback() {
    if (!browserSupportsWebAuthn()) return;
    const field = this.querySelector("input");
    const button = this.querySelector("button");
    const answer = this.querySelector("output");
    if (!field || !button || !answer) return;
    const { options = "{}", failed = "", passkey } = this.dataset;
    const optionsJSON = JSON.parse(options);
    this.hidden = false;
    button.addEventListener("click", async () => {
      answer.textContent = "";
      button.disabled = true;
      try {
        const start = passkey === "create" ? startRegistration : startAuthentication;
        field.value = JSON.stringify(await start({ optionsJSON }));
        this.closest("form")?.submit();
      } catch {
        answer.textContent = failed;
        button.disabled = false;
      }
    });
  }
}

customElements.define("passkey-button", PasskeyButton);
