/** Boxes that mark lines of a board. */
const BOXES = ".line > label > input";
const boxes = () => [...document.querySelectorAll<HTMLInputElement>(BOXES)];

/** A list that comes with all of its lines marked says which one it is. */
const markedList = () =>
  document.querySelector<HTMLElement>("ol.lines[data-marked]")?.dataset.marked ?? null;

/**
 * What is marked stays marked while the page changes, by which request it is: a line may stand elsewhere afterwards. A list that comes
 * with all marked is marked once; whoever takes a mark away has it so.
 */
export function keepMarks(change: () => void) {
  const list = markedList();
  const ids = new Set(
    boxes()
      .filter((box) => box.checked)
      .map((box) => box.value),
  );
  change();
  const isNew = markedList() !== null && markedList() !== list;
  for (const box of boxes()) {
    box.defaultChecked = false;
    box.checked = isNew || ids.has(box.value);
  }
}

/** As it came from the server; to clear the marks clears these too. */
function takeOver() {
  for (const box of boxes()) {
    const { checked } = box;
    box.defaultChecked = false;
    box.checked = checked;
  }
}
document.addEventListener("DOMContentLoaded", takeOver);
