// How the forms of residents are read, filled and emptied.

export type Fields = [string, string][];
type Controls = Iterable<HTMLInputElement>;

export const fieldsOf = (form: HTMLFormElement) => [...new FormData(form)] as Fields;
export const fieldsIn = (body: string): Fields => [...new URLSearchParams(body)];
export const keyOf = (fields?: Fields) => fields?.find(([name]) => name === "key")?.[1];

const controlsOf = (form: HTMLFormElement) => form.elements as unknown as Controls;

export function fill(form: HTMLFormElement, fields: Fields = []) {
  if (!fields.length) return;
  for (const control of controlsOf(form)) {
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (/radio|checkbox/.test(control.type)) control.checked = values.includes(control.value);
    else if (values.length) control.value = values[0]!;
    const fold = control.closest("details");
    if (fold && values[0]) fold.open = true;
  }
}

/** As if nothing had been typed; what is sent next with it is another one. By whose link it is asked again stays. */
export function empty(form: HTMLFormElement) {
  for (const control of controlsOf(form)) {
    if (/radio|checkbox/.test(control.type)) control.checked = false;
    else if (control.name === "key") control.value = newKey();
    else if (control.name === "people") control.value = "1";
    else if (control.name !== "again" && control.type !== "submit") control.value = "";
  }
  for (const said of form.querySelectorAll("output")) said.textContent = "";
}

/** As the server names forms. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");
}
