// Keeps what is typed into a resident's form in this tab, until it is sent; without this file the form works all the same.
const KEY = "draft";
const form = document.querySelector<HTMLFormElement>("form[data-draft]");

/** Whether it has been sent, and the fields; the key goes along, so that what was sent twice is one request. */
const keep = (isSent: boolean) =>
  sessionStorage.setItem(KEY, JSON.stringify([isSent, [...new FormData(form!)]]));

const [isSent, fields] = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
if (!form && isSent) sessionStorage.removeItem(KEY);
if (form) {
  for (const control of fields ? (form.elements as unknown as HTMLInputElement[]) : []) {
    const own = fields.filter(([name]: string[]) => name === control.name);
    const values = own.map(([, value]: string[]) => value);
    if (/radio|checkbox/.test(control.type)) control.checked = values.includes(control.value);
    else if (own[0]) control.value = values[0];
    const fold = control.closest("details");
    if (fold && own[0] && values[0]) fold.open = true;
  }
  form.addEventListener("input", () => keep(false));
  form.addEventListener("submit", (event) => {
    const { submitter } = event;
    const isSending = !(submitter as HTMLButtonElement | null)?.name;
    keep(isSending);
    const tell = () => {
      const offline = document.getElementById("offline")!;
      offline.hidden = false;
      offline.focus();
    };
    if (!navigator.onLine) {
      event.preventDefault();
      tell();
    } else if (submitter && isSending) {
      event.preventDefault();
      fetch("/favicon.svg", { method: "HEAD", cache: "no-store" }).then(() => form.submit(), tell);
    }
  });
}
