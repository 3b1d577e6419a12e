import type L from "leaflet";
import { offerLasso } from "./map-lasso";
import type { Place } from "./map-place";

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
  button.hidden = ids.length === 0 || ids.length > Number(most) || !canMark();
  button.firstChild!.textContent = words!.replace("{number}", String(ids.length));
  button.onclick = () => markAll(host, ids);
}

const canMark = () => document.getElementById(FORM) !== null;

/** Marks those around which a line is drawn; whoever drew around none, or more than go together, reads so. */
export function offerToDraw(
  host: HTMLElement,
  map: L.Map,
  points: () => readonly (Place & { id: string })[],
) {
  const button = host.querySelector<HTMLButtonElement>("[data-map-draw]");
  const told = host.querySelector<HTMLElement>(".map-drawn");
  if (!button || !told || !canMark()) return;
  const { how, none, many, most } = button.dataset;
  const begun = () => {
    told.textContent = how!;
  };
  const drawn = (inside: readonly { id: string }[]) => {
    const isMany = inside.length > Number(most);
    told.textContent =
      inside.length === 0 ? none! : isMany ? many!.replace("{number}", String(inside.length)) : "";
    if (inside.length > 0 && !isMany)
      markAll(
        host,
        inside.map(({ id }) => id),
      );
  };
  const ended = () => {
    told.textContent = "";
  };
  offerLasso(button, { map, points, begun, drawn, ended });
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
