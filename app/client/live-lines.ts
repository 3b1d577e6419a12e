/** Milliseconds. */
const MARKED_FOR = 30_000;

/** Under the pointer, with or without something that is dragged, or with focus. */
export const isBusy = (line: Element) => line.matches(":hover, :focus-within, .drop");
/** A line says once which request it is: by its link. */
export const idOf = (line: Element) =>
  line.querySelector<HTMLAnchorElement>("a.line-link")!.pathname.split("/").pop()!;
export const lineOf = (id: string) =>
  document
    .querySelector(`.line[data-version] > a[href^="/board/requests/${id}"]`)
    ?.closest<HTMLElement>(".line") ?? null;

export function fromHtml(html: string): HTMLElement {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild as HTMLElement;
}

/** The line that stays where it is while others come and go: what is looked at, else the first that is seen. */
export function anchorOf(region: HTMLElement) {
  const top = Math.max(0, region.getBoundingClientRect().top);
  const lines = [...region.querySelectorAll<HTMLElement>(".line")];
  const line =
    lines.find(isBusy) ?? lines.find((each) => each.getBoundingClientRect().bottom > top);
  return line && { line, top: line.getBoundingClientRect().top };
}

export function note(line: HTMLElement, kind: string, text: string) {
  let shown = line.querySelector(`.${kind}`);
  if (!shown) {
    shown = document.createElement("span");
    shown.className = kind;
    line.append(shown);
  }
  shown.textContent = text;
}

export function mark(line: HTMLElement, by: string) {
  line.classList.add("changed");
  line.dataset.new = "";
  note(line, "by", by);
  const until = String(Date.now() + MARKED_FOR);
  line.dataset.marked = until;
  window.setTimeout(() => {
    if (line.dataset.marked !== until) return;
    line.classList.remove("changed");
    line.querySelector(".by")?.remove();
  }, MARKED_FOR);
}

export function undim(line: HTMLElement) {
  line.classList.remove("left-behind");
  line.querySelector(".where")?.remove();
}
