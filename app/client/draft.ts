// Keeps what is typed into a resident's form in this tab, until it is sent, and what could not be sent on this phone, until it is;
// and the page of a private link for when there is no network. Without this file the forms work all the same.
import { following } from "./following";
import { empty, type Fields, fieldsIn, fieldsOf, fill, keyOf } from "./forms";
import { ask, type Held, sendLater } from "./kept";
import { ANSWER_WITHIN, EVERY, SOON } from "./patience";
import { dropDraft, keepDraft, readDraft } from "./typed";
import { byId, show } from "./waiting";

const form = document.querySelector<HTMLFormElement>("form[data-draft]");
const lang = document.documentElement.lang;
/** What this tab has held; it follows one of them where there is no other. */
const held = new Set<string>();

/** The form: what was typed is there again, and what is sent without a network is sent when there is one. */
function writing(form: HTMLFormElement) {
  fill(form, readDraft()[1]);
  let pressed: HTMLButtonElement | null = null;
  document.addEventListener("click", ({ target }) => {
    pressed = (target as Element).closest("button");
  });
  form.addEventListener("input", () => keepDraft(false, fieldsOf(form)));
  form.addEventListener("submit", (event) => {
    const isSending = !pressed?.name;
    keepDraft(isSending, fieldsOf(form));
    if (!isSending) return;
    event.preventDefault();
    void send(form);
  });
  byId("try").addEventListener("click", () => void retry(form, true));
  addEventListener("online", () => {
    void retry(form);
    setTimeout(() => void retry(form), SOON);
  });
  navigator.serviceWorker?.addEventListener("message", () => void retry(form));
  window.setInterval(() => {
    if (!byId("unsent").hidden && !document.hidden) void retry(form);
  }, EVERY);
  // The server has answered: nothing is to be sent before it is corrected.
  const key = keyOf(fieldsOf(form))!;
  const begun = document.getElementById("errors") ? ask("drop", { key }) : null;
  void Promise.resolve(begun)
    .then(() => ask("keep", { lang }))
    .then(() => retry(form));
}

let isSending = false;

/** Held first, so that a network that fails in the middle loses nothing. */
async function send(form: HTMLFormElement) {
  if (isSending) return;
  isSending = true;
  const typed = fieldsOf(form);
  const missing = missingIn(typed);
  const entry: Held = {
    key: keyOf(typed)!,
    action: "/help",
    body: String(new URLSearchParams(typed)),
    lang,
    words: wordsOf(form),
    written: Date.now(),
    state: "unsent",
  };
  const key = missing.length ? undefined : await ask("hold", { entry, instead: false });
  // Nobody waits without a word for a network that says nothing.
  const waiting = setTimeout(() => key && list(form, [entry]), SOON);
  const reached = await isReached();
  clearTimeout(waiting);
  isSending = false;
  if (reached) {
    // Of two tabs with the same form each sends its own.
    if (key) (form.elements.namedItem("key") as HTMLInputElement).value = key;
    keepDraft(true, fieldsOf(form));
    return form.submit();
  }
  if (key) {
    held.add(key);
    empty(form);
    dropDraft();
    list(form, (await ask("list", null)) ?? [entry]);
    byId("unsent").focus();
    return sendLater().catch(() => {});
  }
  for (const id of ["category", "reach"]) byId(`no-${id}`).hidden = !missing.includes(id);
  byId("offline").hidden = false;
  byId("offline").focus();
}

/** Whether there is a network, and a server behind it, is known by trying alone. */
async function isReached() {
  if (!navigator.onLine) return false;
  const late = new Promise<null>((done) => setTimeout(done, ANSWER_WITHIN, null));
  const tried = fetch("/favicon.svg", { method: "HEAD", cache: "no-store" }).catch(() => null);
  const answer = await Promise.race([tried, late]);
  return answer !== null && answer.status < 500;
}

async function retry(form: HTMLFormElement, now = false) {
  const button = byId("try") as HTMLButtonElement;
  button.disabled = now;
  const entries = requests(await ask("sendAll", { now }));
  button.disabled = false;
  const [only] = entries.filter(({ key }) => held.has(key));
  const isNext = only && entries.length === 1 && !readDraft()[1];
  if (isNext && only.path) return location.assign(only.path);
  if (isNext && only.state === "refused") return sendAgain(form, only);
  list(form, entries);
}

/** By the browser itself, so that the server's page says what is wrong; until that can be, it stays where it is. */
async function sendAgain(form: HTMLFormElement, { key, body }: Held) {
  if (!(await isReached())) return;
  fill(form, fieldsIn(body));
  await ask("drop", { key });
  keepDraft(true, fieldsOf(form));
  form.submit();
}

/** What was not sent is in the form again, and nowhere else. What is being written there is not overwritten unasked. */
async function takeBack(form: HTMLFormElement, { key, body }: Held) {
  const { over = "" } = byId("unsent").dataset;
  if (readDraft()[1] && !confirm(over)) return;
  empty(form);
  fill(form, fieldsIn(body));
  keepDraft(false, fieldsOf(form));
  form.scrollIntoView();
  held.delete(key);
  await ask("drop", { key });
  await retry(form);
}

function list(form: HTMLFormElement, entries: Held[]) {
  const of = requests(entries);
  show(of, (deed, entry) => void (deed === "again" ? sendAgain : takeBack)(form, entry));
  const isWaiting = of.some(({ state }) => state === "unsent");
  // Each says what the other does.
  document.querySelector<HTMLElement>(".kept")!.hidden = isWaiting;
  if (isWaiting) byId("offline").hidden = true;
}

const requests = (entries: Held[] = []) =>
  entries.filter(({ action = "/help" }) => action === "/help");

/** By what one request is told from another on a phone that others use: its kind alone. */
function wordsOf(form: HTMLFormElement): string {
  const kind = form.querySelector<HTMLInputElement>('[name="category"]:checked');
  const label = kind?.labels?.[0]?.querySelector("span");
  return (label || document.querySelector("h1"))!.textContent!;
}

/** What the server would refuse it for, with nobody there to read that. */
function missingIn(typed: Fields) {
  const of = (...names: string[]) =>
    typed.filter(([name, value]) => names.includes(name) && value.trim());
  const isReachable =
    of("again").length > 0 ||
    of("email").some(([, value]) => /.@./.test(value)) ||
    of("phone", "forPhone").some(([, value]) => value.replace(/\D/g, "").length >= 5);
  const missing = [];
  if (of("category", "details").length === 0) missing.push("category");
  if (!isReachable) missing.push("reach");
  return missing;
}

if (form) writing(form);
else void following();
