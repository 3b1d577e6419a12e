// Shows messages of this site while it is closed, and opens the page that they are about. It keeps nothing and answers for no page.

/** Milliseconds: a phone with a bad network shows its message all the same. */
const ASK_WITHIN = 4_000;

/** False only where the site says that whoever the message is for has signed out on this device. */
async function isForHere(id) {
  const asking = fetch("/push/receipts", {
    method: "POST",
    body: new URLSearchParams({ push: id }),
    credentials: "omit",
  });
  const answer = await Promise.race([
    asking.catch(() => null),
    new Promise((done) => setTimeout(() => done(null), ASK_WITHIN)),
  ]);
  return answer === null || answer.status !== 404;
}

function read(data) {
  try {
    const { id, title, body, path, tag, lang } = data.json();
    return { id: String(id), title: String(title), body, path, tag: String(tag), lang };
  } catch {
    return null;
  }
}

async function show(data) {
  const message = read(data);
  // Browsers insist that something is shown.
  if (!message || !(await isForHere(message.id)))
    return self.registration.showNotification("Naaber", {
      tag: "none",
      icon: "/apple-touch-icon.png",
    });
  const { id, title, body, path, tag, lang } = message;
  const shown = await self.registration.getNotifications({ tag });
  return self.registration.showNotification(title, {
    body,
    tag,
    lang,
    icon: "/apple-touch-icon.png",
    data: { id, path },
    // One that takes another's place is heard; the same that came twice is not.
    renotify: !shown.some((one) => one.data && one.data.id === id),
  });
}

/** The page of this site that a message leads to; its first page for anything else. */
function addressOf(path) {
  const home = new URL("/", self.location.origin);
  if (typeof path !== "string" || !path.startsWith("/")) return home;
  const address = new URL(path, home);
  return address.origin === home.origin ? address : home;
}

async function open(path) {
  const { href } = addressOf(path);
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const tab = tabs.find((one) => one.url.split("#")[0] === href);
  return tab ? tab.focus() : self.clients.openWindow(href);
}

/** Of base64url; not every browser takes the text. */
const bytesOf = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const textOf = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const RENEWALS = "/push/renewals";

async function subscribe() {
  const answer = await fetch(RENEWALS);
  if (!answer.ok) throw new Error(`no key: ${answer.status}`);
  const applicationServerKey = bytesOf(await answer.text());
  return self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

/**
 * A browser has given up its subscription, and may have made another: the site has to know where messages go now. Until it has
 * answered, that stands in the store `push`, and the next page that is opened asks for it again.
 */
async function renew(fresh) {
  const owed = await caches.open("push");
  await owed.put(RENEWALS, new Response());
  const subscription =
    fresh || (await self.registration.pushManager.getSubscription()) || (await subscribe());
  const { endpoint, keys } = subscription.toJSON();
  const answer = await fetch(RENEWALS, {
    method: "POST",
    body: new URLSearchParams({
      vapid: textOf(subscription.options.applicationServerKey),
      secret_endpoint: endpoint,
      secret_p256dh: keys.p256dh,
      secret_auth: keys.auth,
    }),
  });
  if (answer.status < 500 && answer.status !== 429) await owed.delete(RENEWALS);
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("push", (event) => event.waitUntil(show(event.data)));
self.addEventListener("notificationclick", (event) => {
  const { path } = event.notification.data || {};
  event.notification.close();
  event.waitUntil(open(path));
});
self.addEventListener("pushsubscriptionchange", (event) =>
  event.waitUntil(renew(event.newSubscription)),
);
self.addEventListener("message", (event) => event.waitUntil(renew(null)));
