/** Buttons that copy a link or a code, or hand the link to another app. Without this file both stand there to be read. */
class ShareText extends HTMLElement {
  connectedCallback() {
    const [plain, more] = this.querySelectorAll("p");
    const said = this.querySelector("output");
    if (!plain || !more || !said) return;
    const can = { share: "share" in navigator, copy: "clipboard" in navigator };
    for (const button of more.querySelectorAll("button")) {
      const { copy, url } = button.dataset;
      button.hidden = copy ? !can.copy : !can.share;
      button.onclick = () => {
        // Whoever closes the choice of apps has changed their mind.
        if (url) void navigator.share({ url }).catch(() => {});
        if (copy)
          void navigator.clipboard.writeText(copy).then(() => {
            said.textContent = this.dataset.copied ?? "";
          });
      };
    }
    plain.hidden = can.share;
    more.hidden = !can.share && !can.copy;
  }
}

customElements.define("share-text", ShareText);
