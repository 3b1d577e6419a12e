// For who signs in: pages change without being loaded anew. Without this file every link and form works all the same.
import { morphBodyElements } from "@hotwired/turbo";
import "./board-keys";

const sheetOf = (page: ParentNode) => page.querySelector<HTMLElement>("[data-sheet]");

type Render = (current: HTMLElement, next: HTMLElement) => Promise<void> | void;

/** What stays the same on a page of the same kind stays as it is: scroll, focus, and what is being written. */
const morph: Render = (current, next) => {
  const [shown, coming] = [sheetOf(current), sheetOf(next)];
  // What was written about one thing must not turn up in the form of another.
  if (shown && shown.dataset.sheet !== coming?.dataset.sheet) shown.remove();
  morphBodyElements(current, next);
};

document.addEventListener("turbo:before-render", (event) => {
  const { detail } = event as CustomEvent<{ newBody: HTMLElement; render: Render }>;
  const kind = (body: ParentNode) => body.querySelector<HTMLElement>("[data-page]")?.dataset.page;
  const isSame = kind(document) !== undefined && kind(document) === kind(detail.newBody);
  if (isSame) detail.render = morph;
});

/** What has been sent and taken does not stay in its form. */
document.addEventListener("turbo:submit-end", (event) => {
  const { detail, target } = event as CustomEvent<{ success: boolean }>;
  if (detail.success && target instanceof HTMLFormElement) target.reset();
});
