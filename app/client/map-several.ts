/** The form of what is done with several at once; the boxes of the list's lines belong to it. */
const FORM = "several";

/**
 * Offers to mark all requests that the map shows just now, so that they are done together: those on the list by their own boxes, the
 * others by boxes that stand beside the map and are not seen.
 */
export function offerToMark(host: HTMLElement, ids: readonly string[]) {
  const button = host.querySelector<HTMLButtonElement>("[data-map-mark]");
  if (!button) return;
  const { words, most } = button.dataset;
  button.hidden = ids.length === 0 || ids.length > Number(most) || !document.getElementById(FORM);
  button.firstChild!.textContent = words!.replace("{number}", String(ids.length));
  button.onclick = () => markAll(host, ids);
}

function markAll(host: HTMLElement, ids: readonly string[]) {
  const beside = host.querySelector<HTMLElement>(".map-marked")!;
  const known = new Map(
    [...document.querySelectorAll<HTMLInputElement>(`.line input[form="${FORM}"]`)].map((box) => [
      box.value,
      box,
    ]),
  );
  beside.replaceChildren(...ids.filter((id) => !known.has(id)).map(boxOf));
  for (const [id, box] of known) box.checked = ids.includes(id);
  // Whoever counts what is marked hears of it once.
  beside.dispatchEvent(new Event("change", { bubbles: true }));
}

function boxOf(id: string) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.name = "request";
  box.value = id;
  box.setAttribute("form", FORM);
  box.checked = true;
  return box;
}
