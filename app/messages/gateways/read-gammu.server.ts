import { setTimeout as delay } from "node:timers/promises";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { sms } from "../../../drizzle/schema/messages";
import { execute } from "../../platform/command.server";
import type { Ctx } from "../../platform/context.server";
import { describeFault, type Log } from "../../platform/log.server";
import { readPhone } from "../../platform/phone";
import type { Channels } from "../channels/all.server";
import { receiveSms } from "../commands/receive-sms.server";
import { reportSms } from "../commands/report-sms.server";
import { type Arrived, forget, readErrors, readInbox } from "./gammu.server";

type Parts = { address: string; ctxOf: () => Ctx; channels: Channels; log: Log };

/** Milliseconds between two looks. */
const EVERY = 2_000;

/**
 * Takes what gammu-smsd has put into its folders until it is stopped: messages, and what it could not send. A file is deleted once
 * what stands in it is kept; one that comes again is known.
 */
export function readGammu(parts: Parts) {
  const stopping = new AbortController();
  async function look() {
    let failed = false;
    while (!stopping.signal.aborted) {
      try {
        await readOnce(parts);
        failed = false;
      } catch (fault) {
        if (!failed)
          parts.log.error({ fault: describeFault(fault) }, "gammu's folders could not be read");
        failed = true;
      }
      await delay(EVERY, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }
  const looking = look();
  return {
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}

/** One look at the folders. */
export async function readOnce({ address, ctxOf, channels }: Parts): Promise<void> {
  for (const arrived of await readInbox(address, new Date())) {
    const { id, from, text, files } = arrived;
    const ctx = ctxOf();
    const reported = await asReport(ctx, arrived);
    const taken = reported
      ? await execute({ ...ctx, channels }, reportSms, reported)
      : await execute(ctx, receiveSms, { gateway: "gammu", id, from: from || "unknown", text });
    // What can't be read stays where somebody finds it.
    if (taken.ok || taken.code === "sms.unknown") await forget(files);
  }
  for (const { id, file } of await readErrors(address)) {
    const told = await execute({ ...ctxOf(), channels }, reportSms, {
      sms: id,
      state: "undelivered",
    });
    if (told.ok || told.code === "sms.unknown") await forget([file]);
  }
}

const REPORTS = { Delivered: "delivered", Failed: "undelivered", Pending: "passing" } as const;

/**
 * gammu's `deliveryreport = sms` puts a report into the inbox as one English word from the number that it is about. It is one
 * while a message to that number waits for it.
 */
async function asReport({ db, city }: Ctx, { from, text }: Arrived) {
  const state = REPORTS[text.trim() as keyof typeof REPORTS];
  if (!state) return null;
  const phone = readPhone(from, city.callingCode)?.phone ?? from;
  const [waiting] = await db
    .select({ id: sms.id })
    .from(sms)
    .where(
      and(
        eq(sms.phone, phone),
        isNull(sms.deliveredAt),
        isNull(sms.failedAt),
        sql`${sms.sentAt} > now() - interval '3 days'`,
      ),
    )
    .orderBy(desc(sms.sentAt))
    .limit(1);
  return waiting ? { sms: waiting.id, state } : null;
}
