// For who signs in: pages change without being loaded anew. Without this file every link and form works all the same.
import { config, morphBodyElements } from "@hotwired/turbo";
import "./board-keys";
import { answerWithoutNetwork } from "./board-offline";
import { keepMarks } from "./marks";
import "./push-renewal";
import "./show-password";

// Its bar would bring a style of its own; the stylesheet shows that something is on its way (`aria-busy`).
config.drive.progressBarDelay = 2 ** 31 - 1;

answerWithoutNetwork();

const sheetOf = (page: ParentNode) => page.querySelector<HTMLElement>("[data-sheet]");

type Render = (current: HTMLElement, next: HTMLElement) => Promise<void> | void;

/** What stays the same on a page of the same kind stays as it is: scroll, focus, and what is being written. */
const morph: Render = (current, next) => {
  const [shown, coming] = [sheetOf(current), sheetOf(next)];
  // What was written about one thing must not turn up in the form of another.
  if (shown && shown.dataset.sheet !== coming?.dataset.sheet) shown.remove();
  const focused = document.activeElement?.getAttribute("href");
  keepMarks(() => {
    morphBodyElements(current, next);
  });
  if (!focused || pathOf(document.activeElement?.getAttribute("href")) === pathOf(focused)) return;
  // A line that has moved in its list meanwhile is another node now, and leads elsewhere when another pane is open.
  const lines = [...document.querySelectorAll<HTMLElement>("a.line-link")];
  const same =
    lines.find((line) => pathOf(line.getAttribute("href")) === pathOf(focused)) ??
    document.querySelector<HTMLElement>(`a[href="${CSS.escape(focused)}"]`);
  same?.focus({ preventScroll: true });
};

const pathOf = (href: string | null | undefined) => href?.split("?")[0];

const kindOf = (page: ParentNode) =>
  page.querySelector<HTMLElement>("[data-page]")?.dataset.page ?? null;
const isSameKind = (next: ParentNode) =>
  kindOf(document) !== null && kindOf(document) === kindOf(next);

document.addEventListener("turbo:before-render", (event) => {
  const { detail } = event as CustomEvent<{ newBody: HTMLElement; render: Render }>;
  if (isSameKind(detail.newBody)) detail.render = morph;
});

/** What is marked stays marked while one thing after another is opened beside it. */
document.addEventListener("turbo:before-morph-attribute", (event) => {
  const { target, detail } = event as CustomEvent<{ attributeName: string }>;
  if (detail.attributeName === "checked" && target instanceof Element && target.closest(TICKS))
    event.preventDefault();
});

/** Boxes that mark lines of a board or of a plan. */
const TICKS = ".line > label, .tick, .marking";

/** A place on the page that is shown, the field of an error for one, is gone to by the browser: loaded anew, what was typed would be gone. */
document.addEventListener("turbo:click", (event) => {
  const { hash, pathname, search } = new URL((event as CustomEvent<{ url: string }>).detail.url);
  const isHere = pathname === location.pathname && search === location.search;
  if (hash && isHere) event.preventDefault();
});

type Answer = {
  succeeded: boolean;
  redirected: boolean;
  isHTML: boolean;
  responseHTML: Promise<string>;
};

/** A form's answer is shown in its place where Turbo would not: a page of its own, or one that dresses itself. */
document.addEventListener("turbo:before-fetch-response", (event) => {
  const { fetchResponse } = (event as CustomEvent<{ fetchResponse: Answer }>).detail;
  const { succeeded, redirected, isHTML, responseHTML } = fetchResponse;
  const isPost = event.target instanceof HTMLFormElement && event.target.method === "post";
  if (!isPost || !isHTML || (succeeded && redirected)) return;
  event.preventDefault();
  void responseHTML.then((html) => show(new DOMParser().parseFromString(html, "text/html")));
});

function show(next: Document) {
  const style = next.querySelector("head style")?.textContent;
  if (style) {
    // For when much else has failed. The browser takes a style of another answer's nonce by this way alone.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) link.remove();
  }
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  if (isSameKind(next.body)) void morph(document.body, next.body);
  else document.body.replaceWith(next.body);
  window.scrollTo(0, 0);
}

/** What has been sent and taken does not stay in its form. */
document.addEventListener("turbo:submit-end", (event) => {
  const { detail, target } = event as CustomEvent<{ success: boolean }>;
  if (detail.success && target instanceof HTMLFormElement) target.reset();
});
