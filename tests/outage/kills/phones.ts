import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { newVapidKey, publicKeyOf } from "../../../app/platform/vapid.server";
import { type Browser, browser, readAs } from "../../factories/push-sink";
import type { Defer } from "../cleanup";
import type { Server } from "./server";
import { type Came, FAR, lingering, noteArrival, refusesNow } from "./sinks";

const PUSH_HOST = "push.naaber.example";
const HOOK = join(import.meta.dirname, "push-hook.mjs");
/** The provider takes nothing for this number: whoever has it is told another way. */
export const REFUSED_PHONE = "+380509999999";

export type Phones = Awaited<ReturnType<typeof startPhones>>;

/** A provider of text messages and a push service, and what came there. At times they are busy, and take their time. */
export async function startPhones(defer: Defer) {
  const texts: Came = new Map();
  const provider = await serve(defer, (body, answer) => {
    const { id, to } = JSON.parse(body.toString()) as { id: string; to: string };
    if (to === REFUSED_PHONE) return answer(422);
    if (refusesNow()) return answer(503);
    noteArrival(texts, id);
    setTimeout(() => answer(200), lingering(FAR));
  });
  const pushes: Came = new Map();
  const browsers = new Map<string, Browser>();
  const key = newVapidKey();
  const pushService = await serve(defer, (body, answer, path) => {
    const to = browsers.get(path);
    if (!to) return answer(410);
    if (refusesNow()) return answer(500);
    noteArrival(pushes, readAs(to, { path, body, headers: {} }).id);
    setTimeout(() => answer(201), lingering(FAR));
  });

  return {
    texts,
    pushes,
    settings: {
      SMS_URL: `${provider}/messages`,
      SMS_BODY: '{"id":"{id}","to":"{to}","text":"{text}"}',
      VAPID_KEY: key,
      NODE_OPTIONS: `--import ${HOOK}`,
      TEST_PUSH_HOST: PUSH_HOST,
      TEST_PUSH_SINK: pushService,
    },
    /** Somebody takes push messages where they are signed in. */
    async subscribe({ sql }: Pick<Server, "sql">, personId: string) {
      const made = browser(`https://${PUSH_HOST}`);
      const { endpoint, p256dh, auth } = made;
      browsers.set(new URL(endpoint).pathname, made);
      await sql`
        insert into push_device (person_id, session_id, endpoint_hash, endpoint, p256dh, auth, vapid_key, name, created_at)
        select user_id, public_id, ${endpoint}, ${endpoint}, ${p256dh}, ${auth}, ${publicKeyOf(key)}, 'Firefox', now()
        from session where user_id = ${personId} limit 1`;
    },
  };
}

type Answer = (status: number) => void;

/** An HTTP server of this machine that reads what it is sent; gives its address. */
async function serve(defer: Defer, take: (body: Buffer, answer: Answer, path: string) => void) {
  const listener: RequestListener = (req, res) => {
    const parts: Buffer[] = [];
    req.on("data", (part) => parts.push(part));
    req.on("end", () =>
      take(Buffer.concat(parts), (status) => res.writeHead(status).end("{}"), req.url ?? ""),
    );
  };
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  defer(() => {
    server.closeAllConnections();
    return new Promise<unknown>((closed) => server.close(closed));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
