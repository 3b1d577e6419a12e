// Keeps what is typed into a resident's form in this tab, until it is sent, and what could not be sent on this phone, until it is;
// and the page of a private link for when there is no network. Without this file the form works all the same.
import { ask, sendLater, type Unsent } from "./kept";

const KEY = "draft";
/** Milliseconds: how long the network is waited for before a form is sent, and how often it is tried again. */
const ANSWER_WITHIN = 8_000;
const EVERY = 20_000;
/** A moment: after it a page says what it waits for, and looks again where the browser has said too soon that there is a network. */
const SOON = 3_000;

const form = document.querySelector<HTMLFormElement>("form[data-draft]");
const lang = document.documentElement.lang;
const byId = (id: string) => document.getElementById(id)!;

/** Whether it has been sent, and the fields; the key goes along, so that what was sent twice is one request. */
const keep = (isSent: boolean) => store(JSON.stringify([isSent, [...new FormData(form!)]]));

function store(draft: string) {
  try {
    sessionStorage.setItem(KEY, draft);
  } catch {
    // A browser that keeps nothing.
  }
}

function read(): [boolean?, [string, string][]?] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

const [isSent, fields] = read();

/** The page of a private link: what led here is done with, and the page is kept where it may be. */
async function following() {
  const path = location.pathname;
  if (isSent) {
    sessionStorage.removeItem(KEY);
    void ask("arrived", { path, key: keyOf(fields) });
  }
  const here = document.querySelector<HTMLElement>("[data-keep]");
  if (!here) return;
  void ask("arrived", { path });
  if ("kept" in document.documentElement.dataset) lookAgain(path);
  here.querySelector("button")?.addEventListener("click", async () => {
    await ask("forget", { path });
    // Not its own address, where it would be kept again.
    location.replace("/");
  });
  here.hidden = !(await ask("keep", { lang, path }));
}

/** Of a page as it stood: loaded anew once the network gives the page as soon as the worker wants it, so that it does not come again as it stood. */
function lookAgain(path: string) {
  const look = async () => {
    if (document.hidden || !navigator.onLine) return;
    const late = new Promise<null>((done) => setTimeout(done, ANSWER_WITHIN, null));
    const asked = fetch(path, { cache: "no-store" }).then(async (answer) => {
      await answer.text();
      return answer.status < 500;
    });
    if (await Promise.race([asked.catch(() => null), late])) location.reload();
  };
  addEventListener("online", look);
  setTimeout(look, SOON);
  setInterval(look, 3 * EVERY);
}

/** The form: what was typed is there again, and what is sent without a network is sent when there is one. */
function writing(form: HTMLFormElement) {
  fill(form, fields);
  let pressed: HTMLButtonElement | null = null;
  document.addEventListener("click", ({ target }) => {
    pressed = (target as Element).closest("button");
  });
  form.addEventListener("input", () => keep(false));
  form.addEventListener("submit", (event) => {
    const isSending = !pressed?.name;
    keep(isSending);
    if (!isSending) return;
    event.preventDefault();
    void send(form);
  });
  byId("try").addEventListener("click", () => void retry(form, true));
  byId("drop").addEventListener("click", () => void takeBack(form));
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

/** Held first, so that a network that fails in the middle loses nothing. */
async function send(form: HTMLFormElement) {
  const typed = fieldsOf(form);
  const missing = missingIn(typed);
  const [key, body] = [keyOf(typed)!, String(new URLSearchParams(typed))];
  const unsent: Unsent = { key, body, lang, written: Date.now(), state: "unsent" };
  const isHeld = !missing.length && Boolean(await ask("hold", unsent));
  // Nobody waits without a word for a network that says nothing.
  const waiting = setTimeout(() => isHeld && show(form, [unsent]), SOON);
  const reached = await isReached();
  clearTimeout(waiting);
  if (reached) return form.submit();
  if (isHeld) {
    show(form, [unsent]);
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

let shown: Unsent | undefined;

async function retry(form: HTMLFormElement, now = false) {
  if (now && shown?.state === "refused") return sendAgain(form, shown);
  const button = byId("try") as HTMLButtonElement;
  button.disabled = now;
  show(form, (await ask("sendAll", { now })) ?? []);
  button.disabled = false;
}

/** By the browser itself, so that the server's page says what is wrong; until that can be, it stays where it is. */
async function sendAgain(form: HTMLFormElement, { key, body }: Unsent) {
  if (!(await isReached())) return;
  fill(form, [...new URLSearchParams(body)]);
  await ask("drop", { key });
  keep(true);
  form.submit();
}

/** What was not sent is in the form again, and nowhere else. */
async function takeBack(form: HTMLFormElement) {
  if (!shown) return;
  fill(form, [...new URLSearchParams(shown.body)]);
  keep(false);
  await ask("drop", { key: shown.key });
  await retry(form);
}

function show(form: HTMLFormElement, entries: Unsent[]) {
  const own = entries.find(({ key }) => key === keyOf(fieldsOf(form)));
  if (own?.path) return location.assign(own.path);
  if (own?.state === "refused") return void sendAgain(form, own);
  const sent = entries.find(({ path }) => path);
  shown = entries.find(({ path }) => !path);
  byId("sent").hidden = !sent;
  byId("unsent").hidden = !shown;
  // Each says what the other does.
  document.querySelector<HTMLElement>(".kept")!.hidden = Boolean(shown);
  if (shown) byId("offline").hidden = true;
  if (sent) byId("sent").querySelector("a")!.href = sent.path!;
  if (shown) byId("written").textContent = inWords(new Date(shown.written));
}

const inWords = (at: Date) =>
  at.toLocaleString(lang, {
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });

type Fields = [string, string][];

const fieldsOf = (form: HTMLFormElement) => [...new FormData(form)] as Fields;
const keyOf = (fields?: Fields) => fields?.find(([name]) => name === "key")?.[1];

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

function fill(form: HTMLFormElement, fields: Fields = []) {
  if (!fields.length) return;
  for (const control of form.elements as unknown as HTMLInputElement[]) {
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (/radio|checkbox/.test(control.type)) control.checked = values.includes(control.value);
    else if (values.length) control.value = values[0]!;
    const fold = control.closest("details");
    if (fold && values[0]) fold.open = true;
  }
}

if (form) writing(form);
else void following();
