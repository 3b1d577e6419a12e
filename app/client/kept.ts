/** What `help-worker.js` keeps on this phone, and how a page asks for it. Where there is no worker every answer is undefined. */
const WORKER = "/help-worker.js";
/** The two pages that it answers for; nobody's who signs in lies there. */
const SCOPES = ["/help", "/track/"];
/** Milliseconds; nobody waits longer for a worker that does not come before their form is sent. */
const ANSWER_WITHIN = 3_000;
/** Where the network is asked, too. */
const SEND_WITHIN = 60_000;

/** A form that is held until the server has answered. */
export type Held = {
  key: string;
  /** Where it is sent; what a worker of before has kept goes to `/help`. */
  action?: string;
  /** The form, as it is sent. */
  body: string;
  lang: string;
  /** What it says, for who wrote it. */
  words?: string;
  written: number;
  state: "unsent" | "refused" | "sent";
  /** It had to wait. */
  late?: boolean;
  /** When the server answered. */
  answered?: number;
  /** Where what was sent is followed. */
  path?: string;
  /** Why it was refused, as HTML has it. */
  why?: string;
};

type Deeds = {
  keep: [{ lang: string; path?: string }, boolean];
  /** Under which key; `instead`: it takes the place of what was held under its own. */
  hold: [{ entry: Held; instead: boolean }, string];
  drop: [{ key: string }, boolean];
  list: [null, Held[]];
  sendAll: [{ now: boolean }, Held[]];
  forget: [{ path: string }, boolean];
  arrived: [{ path: string; key?: string }, boolean];
};

let worker: Promise<ServiceWorkerRegistration> | null = null;

async function register() {
  const { serviceWorker } = navigator;
  await Promise.all(SCOPES.map((scope) => serviceWorker.register(WORKER, { scope })));
  return serviceWorker.ready;
}

/** Asks the worker, which comes with the first question. */
export function ask<Deed extends keyof Deeds>(
  deed: Deed,
  what: Deeds[Deed][0],
): Promise<Deeds[Deed][1] | undefined> {
  worker = worker || register();
  const asked = worker.then(
    ({ active }) =>
      new Promise<Deeds[Deed][1]>((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => done(data.value);
        active!.postMessage({ deed, what }, [port2]);
      }),
  );
  const within = deed === "keep" || deed === "sendAll" ? SEND_WITHIN : ANSWER_WITHIN;
  const late = new Promise<undefined>((done) => setTimeout(done, within, undefined));
  // A browser without workers, or one that keeps nothing for this site.
  return Promise.race([asked, late]).catch(() => undefined);
}

/** So that it is sent when no page is open either, where the browser does that. */
export async function sendLater() {
  const { sync } = (await worker) as ServiceWorkerRegistration & {
    sync?: { register: (tag: string) => Promise<void> };
  };
  await sync?.register("unsent");
}
