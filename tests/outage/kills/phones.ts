import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { newVapidKey, publicKeyOf } from "../../../app/platform/vapid.server";
import { type Browser, browser, pushSink, readAs } from "../../factories/push-sink";
import type { Defer } from "../cleanup";
import type { Server, Sql } from "./server";

const PUSH_HOST = "push.naaber.example";
const HOOK = join(import.meta.dirname, "push-hook.mjs");
/** Milliseconds until the provider answers: whoever is killed meanwhile does not know that it has taken the message. */
const ANSWERS_WITHIN = 30;

export type Phones = Awaited<ReturnType<typeof startPhones>>;

/** A provider of text messages and a push service, and what came there: how often, by our own id. */
export async function startPhones(defer: Defer) {
  const texts = new Map<string, number>();
  const provider = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on("data", (part) => parts.push(part));
    req.on("end", () => {
      const { id } = JSON.parse(Buffer.concat(parts).toString()) as { id: string };
      texts.set(id, (texts.get(id) ?? 0) + 1);
      setTimeout(() => res.end("{}"), Math.random() * ANSWERS_WITHIN);
    });
  });
  await new Promise<void>((ready) => provider.listen(0, "127.0.0.1", ready));
  defer(() => {
    provider.closeAllConnections();
    return new Promise<unknown>((closed) => provider.close(closed));
  });
  const { port } = provider.address() as AddressInfo;

  const sink = await pushSink();
  defer(sink.close);
  const key = newVapidKey();
  const browsers: Browser[] = [];

  return {
    texts,
    settings: {
      SMS_URL: `http://127.0.0.1:${port}/messages`,
      SMS_BODY: '{"id":"{id}","to":"{to}","text":"{text}"}',
      VAPID_KEY: key,
      NODE_OPTIONS: `--import ${HOOK}`,
      TEST_PUSH_HOST: PUSH_HOST,
      TEST_PUSH_SINK: sink.base,
    },
    /** Somebody takes push messages where they are signed in. */
    async subscribe({ sql }: Pick<Server, "sql">, personId: string) {
      const made = browser(sink.base);
      browsers.push(made);
      const endpoint = made.endpoint.replace(sink.base, `https://${PUSH_HOST}`);
      await sql`
        insert into push_device (person_id, session_id, endpoint_hash, endpoint, p256dh, auth, vapid_key, name, created_at)
        select user_id, public_id, ${endpoint}, ${endpoint}, ${made.p256dh}, ${made.auth}, ${publicKeyOf(key)}, 'Firefox', now()
        from session where user_id = ${personId} limit 1`;
    },
    /** What came on all browsers, as each of them reads it. */
    pushes() {
      const came = new Map<string, number>();
      for (const one of browsers)
        for (const arrived of sink.to(one)) {
          const { id } = readAs(one, arrived);
          came.set(id, (came.get(id) ?? 0) + 1);
        }
      return came;
    },
  };
}

/** What became of the orders of one channel: those that never came, what came that nobody ordered, and how often one came again. */
export type Arrivals = { ordered: number; missing: string[]; strays: string[]; again: number };

/** Text and push messages by our own ids: one that was ordered by a change that was rolled back is in no table. */
export async function judgePhones(sql: Sql, phones: Phones) {
  const compare = async (table: string, came: ReadonlyMap<string, number>): Promise<Arrivals> => {
    const rows = await sql.unsafe<{ id: string; template: string; failed: boolean }[]>(
      `select m.id, n.template, m.failed_at is not null as failed from ${table} m
       left join notification n on n.id = m.notification_id`,
    );
    const known = new Set(rows.map(({ id }) => id));
    return {
      ordered: rows.length,
      missing: rows
        .filter(({ id, failed }) => !failed && !came.has(id))
        .map(({ id, template }) => `${table} ${id}: ${template} never came`),
      strays: [...came.keys()]
        .filter((id) => !known.has(id))
        .map((id) => `${table} ${id} came, and nobody ordered it`),
      again: [...came.values()].reduce((sum, times) => sum + times - 1, 0),
    };
  };
  const texts = await compare("sms", phones.texts);
  const pushes = await compare("push_message", phones.pushes());
  return { texts, pushes };
}
