import { PANEL_WORDS } from "./panel-words";

/** What answers for the board's pages where there is no network; it keeps nothing of what they say. */
const WORKER = "/board-worker.js";
const SCOPE = "/board";
const HAS_WORKERS = "serviceWorker" in navigator;

async function tell(message: { lang?: string }, registration?: ServiceWorkerRegistration) {
  const { installing, waiting, active } = registration ?? {};
  (active ?? waiting ?? installing)?.postMessage(message);
}

/** In the language that is read now. */
async function keep() {
  if (!location.pathname.startsWith(SCOPE)) return;
  const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
  await tell({ lang: document.documentElement.lang }, registration);
}

/** Whoever signs out leaves nothing of theirs in this browser. */
async function forget(event: Event) {
  if ((event.target as Element).getAttribute("action") !== "/sign-out") return;
  sessionStorage.removeItem(PANEL_WORDS);
  if (HAS_WORKERS) await tell({}, await navigator.serviceWorker.getRegistration(SCOPE));
}

/** Where there is no network, pages of the board say so in our words. A browser that keeps nothing for this site shows its own. */
export function answerWithoutNetwork() {
  if (HAS_WORKERS) document.addEventListener("turbo:load", () => void keep().catch(() => {}));
  document.addEventListener("submit", (event) => void forget(event).catch(() => {}));
}
