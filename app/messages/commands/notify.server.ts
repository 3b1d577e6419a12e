import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import { notification } from "../../../drizzle/schema/messages";
import type { Tx } from "../../platform/database.server";
import type { JobCtx } from "../../platform/jobs.server";
import { schedule } from "../../platform/schedule.server";
import type { Channels } from "../channels/all.server";
import { settingsOf } from "../queries/message-settings.server";
import { isDanger } from "../queries/standing.server";
import { READERS } from "../readers/all.server";
import type { Line } from "../readers/reader";
import { dueAt } from "../rules/quiet";
import { type Row, rowsFor } from "../rules/table";
import { type Reader, WAYS } from "../types";
import { deliverTo } from "./deliver.server";

export type Notifying = {
  channels: Channels;
  /** Milliseconds in which what follows goes in the same message. */
  gatherMs: number;
};

/**
 * Tells whoever has to hear of one event, each once however often the job comes: that they have to is noted, and their message
 * ordered or put off until it may go, in one transaction.
 */
export async function notify(ctx: JobCtx, notifying: Notifying, eventId: number): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [line] = await tx.select().from(event).where(eq(event.id, eventId));
    if (!line) return;
    const danger = await isDanger(tx, line);
    for (const row of rowsFor(line)) {
      const readers = await READERS[row.to](tx, ctx, line, row);
      const knowing = await whoKnows(tx, line, row, readers);
      const reached = await whoIsReached(tx, notifying, row, readers);
      const news = readers.filter(({ id }) => reached.has(id) && !knowing.has(id));
      await tell(tx, ctx, notifying, { line, row, readers: news, danger });
    }
  });
}

type Telling = { line: Line; row: Row; readers: readonly Reader[]; danger: boolean };

async function tell(tx: Tx, ctx: JobCtx, { channels, gatherMs }: Notifying, telling: Telling) {
  const { line, row, readers, danger } = telling;
  const chosenBy = await settingsOf(tx, readers);
  const isPressing = danger || row.atOnce === true;
  for (const { kind, id } of readers) {
    const { hours } = chosenBy(id);
    const due = dueAt(ctx.now, { isPressing, gatherMs, hours, zone: ctx.city.zone });
    if (!(await note(tx, { line, row }, { kind, id }, due))) continue;
    const reader = { kind, id };
    if (due <= ctx.now) await deliverTo(tx, ctx, { channels, gatherMs }, reader);
    else await schedule(tx, { name: "deliver", payload: { reader, gatherMs }, at: due });
  }
}

/** Whom any channel of a row's way reaches: of the others nothing is noted. */
async function whoIsReached(tx: Tx, { channels }: Notifying, row: Row, readers: readonly Reader[]) {
  if (readers.length === 0) return new Set<string>();
  const found = await Promise.all(
    WAYS[row.by].map((name) => channels[name].addresses(tx, readers)),
  );
  return new Set(found.flatMap((addresses) => [...addresses.keys()]));
}

/** Notes that a reader has to be told; false when they have been. */
async function note(
  tx: Tx,
  { line, row }: Pick<Telling, "line" | "row">,
  { kind, id }: Pick<Reader, "kind" | "id">,
  due: Date,
): Promise<boolean> {
  const noted = await tx
    .insert(notification)
    .values({
      key: `event ${line.id} ${row.template} ${id}`,
      eventId: line.id,
      channel: "",
      template: row.template,
      personId: kind === "person" ? id : null,
      requestId: kind === "request" ? id : null,
      offerId: kind === "offer" ? id : null,
      dueAt: due,
    })
    .onConflictDoNothing()
    .returning({ id: notification.id });
  return noted.length > 0;
}

/** Who has heard the same of the same thing so lately that it is no news. */
async function whoKnows(tx: Tx, line: Line, row: Row, readers: readonly Reader[]) {
  if (!row.quietMinutes || readers.length === 0) return new Set<string>();
  const known = await tx
    .select({ personId: notification.personId })
    .from(notification)
    .innerJoin(event, eq(event.id, notification.eventId))
    .where(
      and(
        inArray(
          notification.personId,
          readers.map(({ id }) => id),
        ),
        eq(notification.template, row.template),
        eq(event.thingId, line.thingId),
        ne(event.id, line.id),
        sql`${notification.createdAt} > now() - make_interval(mins => ${row.quietMinutes})`,
      ),
    );
  return new Set(known.map(({ personId }) => personId!));
}
