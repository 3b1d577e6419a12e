const WORKER = "/push-worker.js";
/** No page lies there: the worker shows messages and has no say in how pages are loaded. */
const SCOPE = "/push/";
/** Milliseconds: a browser that reaches no push service may go on trying for minutes. */
const SUBSCRIBE_WITHIN = 15_000;

/**
 * "Turn on notifications": asks the browser, and only when it is pressed, then sends what it answers with the form. Without this
 * file the page says that it is needed.
 */
class PushDevice extends HTMLElement {
  async connectedCallback() {
    const note = this.querySelector("p");
    const button = this.querySelector("button");
    const answer = this.querySelector("output");
    if (!note || !button || !answer) return;
    note.hidden = true;
    const { waiting = "", denied = "", failed = "", unable = "" } = this.dataset;
    if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
      answer.textContent = unable;
      return;
    }
    button.addEventListener("click", async () => {
      answer.textContent = waiting;
      button.disabled = true;
      try {
        if ((await Notification.requestPermission()) === "granted")
          return this.send(await Promise.race([subscribe(this.dataset.key ?? ""), late()]));
        answer.textContent = denied;
      } catch {
        answer.textContent = failed;
      }
      button.disabled = false;
    });
    if (await markHere()) return;
    if (Notification.permission === "denied") answer.textContent = denied;
    button.parentElement!.hidden = false;
  }

  private send(subscription: PushSubscription) {
    const { endpoint = "", keys = {} } = subscription.toJSON();
    const values = { endpoint, p256dh: keys.p256dh, auth: keys.auth };
    for (const [name, value] of Object.entries(values))
      this.querySelector<HTMLInputElement>(`[name="secret_${name}"]`)!.value = value ?? "";
    this.closest("form")?.requestSubmit();
  }
}

/** Always anew: what an address was used for before this press has nothing to do with whoever presses. */
async function subscribe(key: string): Promise<PushSubscription> {
  const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
  await activeOf(registration);
  const { pushManager } = registration;
  await (await pushManager.getSubscription())?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
}

const late = () =>
  new Promise<never>((_, fail) => setTimeout(() => fail(new Error("late")), SUBSCRIBE_WITHIN));

/** Of base64url; not every browser takes the text. */
const bytesOf = (text: string) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

/** Pages that it has no say in are not told when it is ready. */
function activeOf(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return Promise.resolve();
  return new Promise((done, fail) =>
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") done();
      if (worker.state === "redundant") fail(new Error("redundant"));
    }),
  );
}

/** Marks the line of this browser; false where there is none. */
async function markHere(): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return false;
  const bytes = new TextEncoder().encode(subscription.endpoint);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hash = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const here = document.querySelector(`[data-device="${hash}"] [data-here]`);
  if (here instanceof HTMLElement) here.hidden = false;
  return here !== null;
}

customElements.define("push-device", PushDevice);
