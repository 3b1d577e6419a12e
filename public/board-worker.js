// For coordinators without a network: in the place of the browser's own page one of ours, which comes back by itself. It keeps that page,
// its script and when a page of the board was last loaded, and nothing that any of them said: a board that is shown is one that was asked
// for just now. Forms pass it by.

const KEPT = "no-network";
const PAGE = "/no-network";
/** When a page of the board was last loaded, by this browser's clock. */
const LAST = "/no-network/last";
const DAY = 86400000;

const scriptsOf = (html) => html.match(/\/assets\/[\w.-]+\.js/g) || [];
const isFresh = (kept) => Date.now() - Number(kept.headers.get("Kept-At")) < DAY;

/** As a visitor asks for it, once a day or in another language. */
async function keep(lang) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(PAGE);
  if (kept && kept.headers.get("Content-Language") === lang && isFresh(kept)) return;
  const answer = await fetch(`${PAGE}?lang=${lang}`, { credentials: "omit", cache: "no-store" });
  const html = await answer.text();
  // Whatever else a network answers instead would be shown as ours for a day.
  if (!answer.ok || !html.includes("data-no-network")) return;
  const scripts = scriptsOf(html);
  await cache.addAll(scripts);
  const headers = new Headers({ "Content-Language": lang, "Kept-At": String(Date.now()) });
  for (const name of ["Content-Type", "Content-Security-Policy", "Referrer-Policy"])
    if (answer.headers.has(name)) headers.set(name, answer.headers.get(name));
  await cache.put(PAGE, new Response(html, { headers }));
  // Not before: where the network goes meanwhile, the page of the day before is still whole.
  for (const { url } of await cache.keys())
    if (![PAGE, LAST, ...scripts].includes(new URL(url).pathname)) await cache.delete(url);
}

/** Whoever signs out leaves nothing here. */
async function forget() {
  await caches.delete(KEPT);
  await self.registration.unregister();
}

async function remember() {
  const cache = await caches.open(KEPT);
  if (await cache.match(PAGE)) await cache.put(LAST, new Response(String(Date.now())));
}

/** A page of the board from the server: not ours, nor the one to sign in that a session which has ended leads to. */
const isBoard = ({ ok, headers, url }) =>
  ok && !headers.has("Kept-At") && /^\/board(\/|$)/.test(new URL(url).pathname);

/** A proxy that finds nobody behind it says nothing of the page. */
const isAway = ({ status }) => status === 502 || status === 504;

async function inPlace() {
  const kept = await caches.match(PAGE, { cacheName: KEPT }).catch(() => null);
  if (!kept) return null;
  const html = await kept.text();
  return new Response(html.replace("<html", '<html data-kept=""'), { headers: kept.headers });
}

async function page(request) {
  const answer = await fetch(request).catch(() => null);
  if (answer && !isAway(answer)) return answer;
  return (await inPlace()) || answer || Response.error();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin || request.method !== "GET") return;
  const isOpened = request.mode === "navigate";
  // Also one that takes another's place without being loaded anew.
  if (isOpened || (request.headers.get("Accept") || "").includes("text/html")) {
    const answered = isOpened ? page(request) : fetch(request);
    event.respondWith(answered);
    event.waitUntil(
      answered.then((answer) => (isBoard(answer) ? remember() : null)).catch(() => {}),
    );
  } else if (pathname.startsWith("/assets/")) {
    const kept = caches.match(request.url, { cacheName: KEPT }).catch(() => null);
    event.respondWith(kept.then((script) => script || fetch(request)));
  }
});
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  const { lang } = event.data;
  event.waitUntil((lang ? keep(lang) : forget()).catch(() => {}));
});
