// For who signs in: pages change without being loaded anew. Without this file every link and form works all the same.
import { config, morphBodyElements } from "@hotwired/turbo";
import "./board-keys";

// Its bar would bring a style of its own; the stylesheet shows that something is on its way (`aria-busy`).
config.drive.progressBarDelay = 2 ** 31 - 1;

const sheetOf = (page: ParentNode) => page.querySelector<HTMLElement>("[data-sheet]");

type Render = (current: HTMLElement, next: HTMLElement) => Promise<void> | void;

/** What stays the same on a page of the same kind stays as it is: scroll, focus, and what is being written. */
const morph: Render = (current, next) => {
  const [shown, coming] = [sheetOf(current), sheetOf(next)];
  // What was written about one thing must not turn up in the form of another.
  if (shown && shown.dataset.sheet !== coming?.dataset.sheet) shown.remove();
  morphBodyElements(current, next);
};

const kindOf = (page: ParentNode) =>
  page.querySelector<HTMLElement>("[data-page]")?.dataset.page ?? null;
const isSameKind = (next: ParentNode) =>
  kindOf(document) !== null && kindOf(document) === kindOf(next);

document.addEventListener("turbo:before-render", (event) => {
  const { detail } = event as CustomEvent<{ newBody: HTMLElement; render: Render }>;
  if (isSameKind(detail.newBody)) detail.render = morph;
});

type Answer = {
  succeeded: boolean;
  redirected: boolean;
  isHTML: boolean;
  responseHTML: Promise<string>;
};

/** A form's answer that leads nowhere else is shown in its place: a code or a link that is told once. Turbo knows none such. */
document.addEventListener("turbo:before-fetch-response", (event) => {
  const { fetchResponse } = (event as CustomEvent<{ fetchResponse: Answer }>).detail;
  const { succeeded, redirected, isHTML, responseHTML } = fetchResponse;
  const isPost = event.target instanceof HTMLFormElement && event.target.method === "post";
  if (!isPost || !succeeded || redirected || !isHTML) return;
  event.preventDefault();
  void responseHTML.then((html) => {
    const next = new DOMParser().parseFromString(html, "text/html");
    document.title = next.title;
    if (isSameKind(next.body)) void morph(document.body, next.body);
    else document.body.replaceWith(next.body);
    window.scrollTo(0, 0);
  });
});

/** What has been sent and taken does not stay in its form. */
document.addEventListener("turbo:submit-end", (event) => {
  const { detail, target } = event as CustomEvent<{ success: boolean }>;
  if (detail.success && target instanceof HTMLFormElement) target.reset();
});
