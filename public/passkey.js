// Passkeys: a button asks the browser for one and sends what it answers with its form. Without this file, codes do.
const { browserSupportsWebAuthn, startAuthentication, startRegistration } =
  globalThis.SimpleWebAuthnBrowser;
for (const box of browserSupportsWebAuthn() ? document.querySelectorAll("[data-passkey]") : []) {
  const optionsJSON = JSON.parse(box.dataset.options);
  const start = box.dataset.passkey === "create" ? startRegistration : startAuthentication;
  const [answer, button, said] = ["input", "button", "output"].map((name) =>
    box.querySelector(name),
  );
  box.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    button.disabled = true;
    try {
      answer.value = JSON.stringify(await start({ optionsJSON }));
      box.closest("form").submit();
    } catch {
      said.textContent = box.dataset.failed;
      button.disabled = false;
    }
  });
}
