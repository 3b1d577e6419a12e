// For residents without a network: keeps the form for help, and the page of a private link as it stood, and sends what could not be
// sent: requests for help, and what is written on that page. It answers for these two pages and their scripts alone, asks the network first, and lets every form pass
// that is sent while there is one. Written for browsers of 2018: no `?.`, no `??`, no separators in numbers.

/** Milliseconds after which a network that says nothing counts as none: of a page that is looked at nothing is lost. */
const ANSWER_WITHIN = 8000;
/** The same of a request that is sent; it may have arrived all the same, and is known again by its key. */
const SEND_WITHIN = 30000;
/** Whoever wants something gone waits no longer than that for what is just being kept. */
const FORGET_WITHIN = 2000;
const DAY = 86400000;
/** A page is not kept longer, whatever became of the request; nor is what became of what was sent. */
const KEEP = 30 * DAY;
/** What was written longer ago is not sent before somebody says so: it may have been met by then. */
const SEND_ALONE_FOR = DAY;

const PAGES = "pages";
const UNSENT = "unsent";
const isTrack = (path) => /^\/track\/[\w-]+$/.test(path);
const isPage = (path) => path === "/help" || isTrack(path);
const scriptsOf = (html) => html.match(/\/assets\/[\w.-]+\.js/g) || [];
/** By the phone's own clock, which may be wrong, at both ends. */
const KEPT_AT = "Kept-At";
const ageOf = (kept) => Date.now() - Number(kept.headers.get(KEPT_AT));

/** Bad gateway, unavailable, too late: it says nothing of the page. */
const isAway = ({ status }) => status >= 502 && status <= 504;

const within = (milliseconds, promise) =>
  Promise.race([
    promise,
    new Promise((_, fail) => setTimeout(() => fail(new Error("late")), milliseconds)),
  ]);

/** As the server names forms. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-4$3-a$4-");
}

/** With its scripts first, what a browser has to know of it, and nothing that would set a cookie. */
async function save(path, html, answer, lang) {
  const headers = new Headers({ "Content-Language": lang, [KEPT_AT]: String(Date.now()) });
  for (const name of ["Content-Type", "Content-Security-Policy", "Referrer-Policy"])
    if (answer.headers.has(name)) headers.set(name, answer.headers.get(name));
  const pages = await caches.open(PAGES);
  for (const script of scriptsOf(html))
    if (!(await pages.match(script))) await pages.add(script).catch(() => {});
  await pages.put(path, new Response(html, { headers }));
}

const langOf = (html) => (/<html lang="(\w+)"/.exec(html) || ["", ""])[1];

/** The page of a private link, as long as it says that it may be kept: not once the request has ended, nor for who is signed in. */
async function take(path, answer) {
  if (!isTrack(path) || (answer.status !== 200 && answer.status !== 404)) return;
  const html = await answer.text();
  if (html.includes('data-keep=""')) return save(path, html, answer, langOf(html));
  // What was written on it and is not sent yet waits all the same.
  const pages = await caches.open(PAGES);
  await pages.delete(path);
}

/** As a visitor asks, without cookies; the header is for the page that a form leads to. */
const asVisitor = (path, lang, more) => {
  const headers = { "Accept-Language": lang };
  const settings = { credentials: "omit", cache: "no-store", headers };
  return fetch(`${path}?lang=${lang}`, Object.assign(settings, more));
};

/** All that is being kept at this moment. */
let taken = Promise.resolve();
const taking = (task) => {
  const quiet = task.catch(() => {});
  taken = Promise.all([taken, quiet]);
  return task;
};

/** The form, once a day or in another language. */
async function keepForm(pages, lang) {
  const kept = await pages.match("/help");
  if (kept && kept.headers.get("Content-Language") === lang && ageOf(kept) < DAY) return;
  const answer = await asVisitor("/help", lang);
  const html = await answer.text();
  // Whatever else a network answers instead would be shown as the form for a day.
  if (answer.ok && html.includes("data-draft")) await save("/help", html, answer, lang);
  await tidy(pages);
}

/** The form; and the page of a link that came past the worker, as the first one does. */
const keep = (what) => taking(keepAfter(taken, what));

async function keepAfter(before, { lang, path }) {
  const pages = await caches.open(PAGES);
  // Without a network it stays as it is.
  await keepForm(pages, lang).catch(() => {});
  if (!path) return false;
  await before;
  if (!(await pages.match(path))) await take(path, await asVisitor(path, lang));
  return Boolean(await pages.match(path));
}

/** What is too old, and scripts that no page names any more. */
async function tidy(pages) {
  const named = [];
  const paths = (await pages.keys()).map(({ url }) => new URL(url).pathname);
  for (const path of paths.filter(isPage)) {
    const kept = await pages.match(path);
    if (path !== "/help" && ageOf(kept) > KEEP) await pages.delete(path);
    else named.push(...scriptsOf(await kept.text()));
  }
  for (const path of paths) if (!isPage(path) && !named.includes(path)) await pages.delete(path);
}

/** Says that it was kept, and is a form of its own each time. */
async function asKept(path) {
  const pages = await caches.open(PAGES);
  const kept = await pages.match(path);
  if (!kept) return null;
  if (path !== "/help" && ageOf(kept) > KEEP) {
    await pages.delete(path);
    return null;
  }
  const html = await kept.text();
  const said = html
    .replace("<html", '<html data-kept=""')
    .replace(/(name="key" value=")[^"]*/g, (_, before) => before + newKey());
  return new Response(said, { headers: kept.headers });
}

/** What is kept, too, where nobody but a proxy answers, or a server without its database: there the form would be lost. */
async function page(path, asked) {
  const { answer } = await within(ANSWER_WITHIN, asked).catch(() => ({ answer: null }));
  if (answer && !isAway(answer)) return answer;
  const kept = await asKept(path).catch(() => null);
  return kept || (await asked).answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  // Somebody has their data deleted.
  const erased = /^(\/track\/[\w-]+)\/data$/.exec(pathname);
  if (request.method === "POST" && erased) event.waitUntil(forget({ path: erased[1] }));
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && isPage(pathname)) {
    const asked = fetch(request).then((answer) => ({ answer, copy: answer.clone() }));
    event.respondWith(page(pathname, asked));
    event.waitUntil(taking(asked.then(({ copy }) => take(pathname, copy))).catch(() => {}));
  } else if (pathname.startsWith("/assets/")) {
    const kept = caches.match(request.url, { cacheName: PAGES }).catch(() => null);
    event.respondWith(kept.then((script) => script || fetch(request)));
  }
});

/* Forms that were not sent, each by its key: `{ key, action, body, lang, words, written, state, late, answered, path, why }`. */

const placeOf = (key) => `/unsent/${encodeURIComponent(key)}`;
const isSendable = (action) =>
  action === "/help" || /^\/track\/[\w-]+\/(notes|corrections|outcome)$/.test(action);

async function list() {
  const unsent = await caches.open(UNSENT);
  const kept = await Promise.all((await unsent.keys()).map((request) => unsent.match(request)));
  const all = await Promise.all(kept.filter(Boolean).map((one) => one.json()));
  // What nobody has yet is never thrown away by the clock, which a phone may set right by years.
  const isOld = ({ written, answered, state }) =>
    state !== "unsent" && Date.now() - (answered || written) > KEEP;
  for (const entry of all.filter(isOld)) await drop(entry);
  return all.filter((entry) => !isOld(entry)).sort((one, other) => one.written - other.written);
}

async function put(entry) {
  const unsent = await caches.open(UNSENT);
  await unsent.put(placeOf(entry.key), new Response(JSON.stringify(entry)));
  return entry.key;
}

/**
 * Sent again as it was, it is as old as it was. Something else with the same key is held beside it, unless it comes instead; what
 * has been sent is known by its key to the server.
 */
async function hold({ entry, instead }) {
  if (!isSendable(entry.action)) throw new Error("not a resident's form");
  const before = (await list()).find(({ key }) => key === entry.key);
  if (!before || instead || before.state === "sent") return put(entry);
  if (before.body === entry.body) return put(Object.assign({}, entry, { written: before.written }));
  const fields = new URLSearchParams(entry.body);
  const key = newKey();
  fields.set("key", key);
  return put(Object.assign({}, entry, { key, body: String(fields) }));
}

async function drop({ key }) {
  const unsent = await caches.open(UNSENT);
  return unsent.delete(placeOf(key));
}

/** Refused however often it comes: it is not possible any more, too long, or something is wrong with it. */
const REFUSED = [409, 413, 422];
/** The page says why: there is no such request, where it is not just somebody else who answers. */
const whyIn = (html) => (/ data-why="">([^<]*)</.exec(html) || ["", ""])[1];

/** Sent: with the page that it leads to. Refused: with why; somebody has to look at it. Else it stays as it is. */
async function send(entry) {
  const { key, body, lang, written, action = "/help" } = entry;
  const fields = new URLSearchParams(body);
  fields.set("waited", String(Math.max(0, Math.floor((Date.now() - written) / 1000))));
  const posted = asVisitor(action, lang, { method: "POST", body: fields });
  const answer = await within(SEND_WITHIN, posted).catch(() => null);
  // It may have been written anew meanwhile: then that is sent next.
  const stands = (await list()).find((other) => other.key === key);
  if (stands && stands.body !== body) return;
  const answered = Date.now();
  const { ok = false, status = 0, url = action } = answer || {};
  const { pathname, search } = new URL(url, self.location.origin);
  if (ok && isTrack(pathname)) {
    // Told also of what was taken out and has gone all the same.
    const path = pathname + search;
    await put(Object.assign({}, entry, { state: "sent", body: "", path, answered }));
    await take(pathname, answer).catch(() => {});
  } else if (stands) {
    const why = answer ? whyIn(await answer.text().catch(() => "")) : "";
    const isRefused = REFUSED.includes(status) || (status === 404 && why);
    const became = isRefused ? { state: "refused", why, answered } : { late: true };
    await put(Object.assign({}, entry, became));
    if (!isRefused) return;
  }
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const one of windows) one.postMessage("answered");
}

/** What is written on one page keeps its order: a later word does not go past one that could not be sent. */
const orderOf = ({ key, action = "/help" }) => (action === "/help" ? key : action.split("/")[2]);

/** All that are held, one after the other, also those that come meanwhile. `now`: what is old, too. */
async function sendEach(now) {
  const stuck = [];
  for (;;) {
    const isNext = (entry) =>
      entry.state === "unsent" && !stuck.includes(orderOf(entry)) && (now || isFresh(entry));
    const next = (await list()).find(isNext);
    if (!next) return;
    await send(next);
    const after = (await list()).find(({ key }) => key === next.key);
    if (after && after.state === "unsent") stuck.push(orderOf(next));
  }
}

/** Of the workers of both scopes one at a time, where the browser knows locks; else each sends, and the key makes it one. */
const alone = (task) => (navigator.locks ? navigator.locks.request("unsent", task) : task());

let sending = null;

/** `now`: somebody asks for it. Tells of all that are held. */
async function sendAll({ now }) {
  if (!sending || now) {
    const begun = Promise.resolve(sending).catch(() => {});
    const all = begun.then(() => alone(() => sendEach(now)));
    const done = () => {
      if (sending === all) sending = null;
    };
    sending = all;
    all.then(done, done);
  }
  await sending;
  return list();
}

const isFresh = ({ written }) => Date.now() - written < SEND_ALONE_FOR;

/** Nothing of this page stays here, nor what was written there: it was asked for. */
async function forget({ path }) {
  // What is being kept at this moment goes as well, also when it comes late.
  const remove = () => caches.open(PAGES).then((pages) => pages.delete(path));
  const removed = taking(taken.then(remove));
  await within(FORGET_WITHIN, removed).catch(remove);
  for (const { key, action = "" } of await list())
    if (action.startsWith(`${path}/`)) await drop({ key });
  return arrived({ path });
}

/** Whose page is open has nothing to be told any more. */
async function arrived({ path, key }) {
  const isHere = (one) => one.state === "sent" && one.path.split("?")[0] === path;
  for (const entry of await list()) if (entry.key === key || isHere(entry)) await drop(entry);
  return true;
}

const deeds = { keep, hold, drop, list, sendAll, forget, arrived };

self.addEventListener("message", (event) => {
  const { deed, what } = event.data;
  const [port] = event.ports;
  const done = deeds[deed](what).then(
    (value) => port.postMessage({ value }),
    () => port.postMessage({}),
  );
  event.waitUntil(done);
});

/** Where the browser has it: also when no page is open. What is thrown makes it try again later. */
self.addEventListener("sync", (event) =>
  event.waitUntil(
    sendAll({ now: false }).then((entries) => {
      if (entries.some((entry) => entry.state === "unsent" && isFresh(entry)))
        throw new Error("there is no network yet");
    }),
  ),
);

self.addEventListener("install", () => self.skipWaiting());
