import { idOf } from "./live-lines";

/** What is dragged, as the address of the panel in which people are chosen says it. */
const KIND = "application/x-naaber-volunteers";
const TARGETS = ".line[data-version], a.map-mark[href^='/board/requests/'], #sheet[data-sheet]";

/** Whom one drags by it; only a mouse shows it. Without it the panel is opened by its key or its button, as ever. */
class DragPerson extends HTMLElement {}

/** Somebody of the list, or a symbol of the map, dropped onto a request: whom to send there is asked with them ticked. */
function begin(event: DragEvent) {
  const dragged =
    event.target instanceof Element && event.target.closest<HTMLElement>("[data-dragged]");
  if (!dragged || !event.dataTransfer) return;
  event.dataTransfer.setData(KIND, dragged.dataset.dragged!);
  event.dataTransfer.effectAllowed = "copy";
  const line = dragged.closest("li");
  if (line) event.dataTransfer.setDragImage(line, 0, 0);
}

const isOurs = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes(KIND) ?? false;
const targetOf = ({ target }: DragEvent) =>
  target instanceof Element ? target.closest<HTMLElement>(TARGETS) : null;

function over(event: DragEvent) {
  if (!isOurs(event)) return;
  const target = targetOf(event);
  show(target);
  if (!target) return;
  event.preventDefault();
  event.dataTransfer!.dropEffect = "copy";
}

function show(target: Element | null) {
  for (const shown of document.querySelectorAll(".drop"))
    if (shown !== target) shown.classList.remove("drop");
  target?.classList.add("drop");
}

function drop(event: DragEvent) {
  const target = isOurs(event) && targetOf(event);
  if (!target) return;
  event.preventDefault();
  const params = new URLSearchParams(location.search);
  for (const name of ["person", "cell"]) params.delete(name);
  for (const [name, value] of new URLSearchParams(event.dataTransfer!.getData(KIND)))
    params.append(name, value);
  show(null);
  // By a link, so that it goes the way of every other page.
  const link = document.createElement("a");
  link.href = `/board/requests/${requestOf(target)}/send?${params}`;
  document.body.append(link);
  link.click();
  link.remove();
}

function requestOf(target: HTMLElement): string {
  if (target instanceof HTMLAnchorElement) return target.pathname.split("/").pop()!;
  return target.dataset.sheet ?? idOf(target);
}

// A page may name this file again.
if (!customElements.get("drag-person")) {
  customElements.define("drag-person", DragPerson);
  document.addEventListener("dragstart", begin);
  document.addEventListener("dragover", over);
  document.addEventListener("drop", drop);
  document.addEventListener("dragend", () => show(null));
}
