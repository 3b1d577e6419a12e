// The page of a private link: kept for when there is no network, and what is written there goes out when there is one.
import { empty, type Fields, fieldsIn, fieldsOf, fill, keyOf } from "./forms";
import { ask, type Held, sendLater } from "./kept";
import { ANSWER_WITHIN, EVERY, SOON } from "./patience";
import { dropDraft, readDraft } from "./typed";
import { byId, show } from "./waiting";

const ASKED = "asked";
const path = location.pathname.split("/").slice(0, 3).join("/");
const isAsItStood = "kept" in document.documentElement.dataset;
const { lang } = document.documentElement;

export async function following() {
  const [isSent, typed] = readDraft();
  if (isSent) {
    dropDraft();
    void ask("arrived", { path, key: keyOf(typed) });
  }
  void keepPage();
  if (!document.getElementById("unsent")) return;
  let pressed: HTMLButtonElement | null = null;
  document.addEventListener("click", ({ target }) => {
    pressed = (target as Element).closest("button");
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-hold]")) return;
    event.preventDefault();
    void send(form, pressed?.form === form ? pressed : null);
  });
  byId("try").addEventListener("click", () => void retry(true));
  addEventListener("online", () => {
    void retry();
    setTimeout(() => void retry(), SOON);
  });
  navigator.serviceWorker?.addEventListener("message", () => void retry());
  setInterval(() => {
    if (!byId("unsent").hidden && !document.hidden) void retry();
  }, EVERY);
  await answered();
  const before = own(await ask("list", null));
  know(before.filter((entry) => isAsItStood || !isSince(entry)));
  tell(before);
  const entries = await retry();
  if (!entries || isAsItStood) return;
  // What stands on a page that has been loaded since is told there, and never again.
  told = entries.filter(({ state }) => state === "sent");
  await ask("arrived", { path });
}

/** Kept where it may be. */
async function keepPage() {
  const here = document.querySelector<HTMLElement>("[data-keep]");
  if (isAsItStood) lookAgain();
  if (!here) return;
  here.querySelector("button")?.addEventListener("click", async () => {
    isLeaving = true;
    await ask("forget", { path });
    // Not its own address, where it would be kept again.
    location.replace(navigator.onLine ? "/" : "/help");
  });
  here.hidden = !(await ask("keep", { lang, path }));
}

/** Of a page as it stood: loaded anew once the network gives the page as soon as the worker wants it, so that it does not come again as it stood. */
function lookAgain() {
  const look = async () => {
    if (isLeaving || document.hidden || !navigator.onLine || isWriting()) return;
    const late = new Promise<null>((done) => setTimeout(done, ANSWER_WITHIN, null));
    const asked = fetch(path, { cache: "no-store" }).then(async (answer) => {
      await answer.text();
      return answer.status < 500;
    });
    if ((await Promise.race([asked.catch(() => null), late])) && !isLeaving) location.reload();
  };
  addEventListener("online", look);
  setTimeout(look, SOON);
  setInterval(look, 3 * EVERY);
}

const forms = () => [...document.querySelectorAll<HTMLFormElement>("form[data-hold]")];
/** Whether a page that is loaded anew would take something away. */
const isWriting = () =>
  forms().some((form) => fieldsOf(form).some(([name, text]) => name !== "key" && text.trim()));

const own = (entries: Held[] = []) =>
  entries.filter(({ action = "" }) => action.startsWith(`${path}/`));

let isSending = false;
/** The page is being left, or loaded anew: it does not happen a second time. */
let isLeaving = false;

/** Held first, so that a network that fails in the middle loses nothing. */
async function send(form: HTMLFormElement, pressed: HTMLButtonElement | null) {
  if (isSending || !isComplete(form)) return;
  isSending = true;
  const fields = fieldsOf(form);
  // An answer is one, however often it is changed before it goes out.
  const isAnswer = Boolean(pressed?.name);
  if (isAnswer) fields.push([pressed!.name, pressed!.value]);
  const action = new URL(form.action).pathname;
  const before = isAnswer
    ? own(await ask("list", null)).find((one) => one.action === action && one.state === "unsent")
    : null;
  const keyed = ([name, value]: Fields[0]): Fields[0] => [
    name,
    name === "key" ? before!.key : value,
  ];
  const typed = before ? fields.map(keyed) : fields;
  const entry: Held = {
    key: keyOf(typed)!,
    action,
    body: String(new URLSearchParams(typed)),
    lang,
    words: isAnswer ? pressed!.textContent! : wordsOf(form),
    written: Date.now(),
    state: "unsent",
  };
  const key = await ask("hold", { entry, instead: isAnswer });
  if (key) await waitFor({ ...entry, key }, form);
  else byBrowser({ action, body: entry.body });
  isSending = false;
}

async function waitFor(entry: Held, form: HTMLFormElement) {
  // Nobody waits without a word for a network that says nothing.
  const waiting = setTimeout(() => tell([entry]), SOON);
  const entries = await ask("sendAll", { now: true });
  clearTimeout(waiting);
  const now = entries ? own(entries).find(({ key }) => key === entry.key) : entry;
  if (now?.state === "unsent") {
    empty(form);
    tell(entries ? own(entries) : [entry]);
    byId("unsent").focus();
    return sendLater().catch(() => {});
  }
  if (now?.state === "refused") return askBrowser(now);
  if (now && !now.late) await ask("drop", now);
  openAnew(entry.action!.endsWith("/outcome") ? "" : "#notes");
}

/** What a server would refuse without a word of who wrote it is said before it is held. */
function isComplete(form: HTMLFormElement): boolean {
  const { most = "", long = "" } = form.dataset;
  const texts = [...form.querySelectorAll<HTMLInputElement>("input.input, textarea, select")];
  const [first] = texts;
  if (!first) return true;
  first.required = texts.every(({ value }) => !value.trim());
  // Spaces alone count as something to a browser.
  if (first.required) first.value = "";
  first.setCustomValidity(most && first.value.trim().length > Number(most) ? long : "");
  const isWhole = form.reportValidity();
  first.required = false;
  first.setCustomValidity("");
  return isWhole;
}

/** One field is its own words; of several, each with its question. */
function wordsOf(form: HTMLFormElement): string {
  const texts = [...form.querySelectorAll<HTMLSelectElement>("input.input, textarea, select")];
  if (texts.length === 1) return texts[0]!.value;
  return texts
    .filter(({ value }) => value)
    .map((one) => {
      const text = one.selectedOptions ? one.selectedOptions[0]!.text : one.value;
      return `${one.labels[0]!.textContent}: ${text}`;
    })
    .join("\n");
}

/** Nothing, where the page is loaded anew because something has been sent. */
async function retry(now = false) {
  const button = byId("try") as HTMLButtonElement;
  button.disabled = now;
  const entries = own(await ask("sendAll", { now }));
  button.disabled = false;
  const isSent = entries.some(({ key, state }) => state === "sent" && !known.has(key));
  know(entries);
  tell(entries);
  if (isLeaving) return null;
  if (!isSent || isSending || isWriting() || location.pathname !== path) return entries;
  isLeaving = true;
  location.reload();
  return null;
}

/** Which of them have been sent, as far as this page shows it. */
const known = new Set<string>();

function know(entries: Held[]) {
  for (const { key, state } of entries) if (state === "sent") known.add(key);
}

/** Sent after this page was asked for, which may not show it; not where the clock has been set back meanwhile. */
const isSince = ({ answered = 0 }: Held) =>
  answered >= performance.timing.navigationStart && answered <= Date.now();

/** What has been sent and stands on this page, told until it is left. */
let told: Held[] = [];

function tell(entries: Held[]) {
  const isNew = ({ key }: Held) => !told.some((one) => one.key === key);
  show([...told, ...entries.filter(isNew)], (deed, entry) => {
    if (deed === "again") askBrowser(entry);
    else void takeOut(entry);
  });
}

/** What was not sent is in its form again; what was refused has been read. */
async function takeOut(entry: Held) {
  const { action, body, state } = entry;
  const form = forms().find((one) => new URL(one.action).pathname === action);
  if (state === "unsent" && form && !isWriting()) fill(form, fieldsIn(body));
  await ask("drop", entry);
  tell(own(await ask("list", null)));
}

/** Sent again by the browser, so that the server's page says what is wrong; until that is there, it stays where it is. */
function askBrowser(entry: Held) {
  try {
    sessionStorage.setItem(ASKED, entry.key);
  } catch {
    // It stays in the list until somebody takes it out.
  }
  byBrowser(entry);
}

function byBrowser({ action, body }: Pick<Held, "action" | "body">) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = action!;
  for (const [name, value] of fieldsIn(body)) {
    const field = document.createElement("textarea");
    Object.assign(field, { name, value });
    form.append(field);
  }
  form.hidden = true;
  document.body.append(form);
  form.submit();
}

/** The server has answered what the browser sent: on a page of the form's own with what is wrong, or not at all. */
async function answered() {
  let key: string | null = null;
  try {
    key = sessionStorage.getItem(ASKED);
    sessionStorage.removeItem(ASKED);
  } catch {
    // A browser that keeps nothing.
  }
  if (!key) return;
  if (location.pathname !== path) return ask("drop", { key });
  const entry = own(await ask("list", null)).find((one) => one.key === key);
  if (entry) await ask("hold", { entry: { ...entry, state: "unsent" }, instead: true });
}

function openAnew(hash: string) {
  if (location.pathname !== path) return location.assign(path + hash);
  history.replaceState(null, "", path + hash);
  location.reload();
}
