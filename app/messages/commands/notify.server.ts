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
import { messagesOf } from "../rules/every-way";
import { dueAt } from "../rules/quiet";
import { KIND_OF } from "../rules/readers";
import { type Row, rowsFor } from "../rules/table";
import { type ChannelName, type Reader, WAYS } from "../types";
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
      const news = readers.filter(({ id }) => reached(id).length > 0 && !knowing.has(id));
      await tell(tx, ctx, notifying, { line, row, readers: news, reached, danger });
    }
  });
}

type Telling = {
  line: Line;
  row: Row;
  readers: readonly Reader[];
  /** By which channels of the row's way. */
  reached: (id: string) => ChannelName[];
  danger: boolean;
};

async function tell(tx: Tx, ctx: JobCtx, { channels, gatherMs }: Notifying, telling: Telling) {
  const { line, row, readers, reached, danger } = telling;
  const chosenBy = await settingsOf(tx, readers);
  const isPressing = danger || row.atOnce === true;
  const every = messagesOf(row, danger);
  for (const { kind, id } of readers) {
    const reader = { kind, id };
    const { hours, wants } = chosenBy(id);
    const due = dueAt(ctx.now, { isPressing, gatherMs, hours, zone: ctx.city.zone });
    const names = reached(id).filter((name) => wants(KIND_OF[row.to], name));
    const messages =
      every.length > 1 ? every.filter((ways) => ways.some((name) => names.includes(name))) : every;
    if (!(await note(tx, { line, row }, reader, { due, messages }))) continue;
    if (due <= ctx.now) await deliverTo(tx, ctx, { channels, gatherMs }, reader);
    else await schedule(tx, { name: "deliver", payload: { reader, gatherMs }, at: due });
  }
}

/** By which channels of a row's way each is reached: of whom none reaches, nothing is noted. */
async function whoIsReached(tx: Tx, { channels }: Notifying, row: Row, readers: readonly Reader[]) {
  const ways: readonly ChannelName[] = readers.length > 0 ? WAYS[row.by] : [];
  const found = await Promise.all(ways.map((name) => channels[name].addresses(tx, readers)));
  return (id: string) => ways.filter((_, index) => found[index]!.has(id));
}

type Noting = { due: Date; messages: ReturnType<typeof messagesOf> };

/** Notes that a reader has to be told, once for each message; false when they have been. */
async function note(
  tx: Tx,
  { line, row }: Pick<Telling, "line" | "row">,
  { kind, id }: Pick<Reader, "kind" | "id">,
  { due, messages }: Noting,
): Promise<boolean> {
  if (messages.length === 0) return false;
  const all: readonly ChannelName[] = WAYS[row.by];
  const key = `event ${line.id} ${row.template} ${id}`;
  const noted = await tx
    .insert(notification)
    .values(
      messages.map((ways) => ({
        key: ways.length === all.length ? key : `${key} ${ways.join(" ")}`,
        eventId: line.id,
        channel: "",
        template: row.template,
        personId: kind === "person" ? id : null,
        requestId: kind === "request" ? id : null,
        offerId: kind === "offer" ? id : null,
        dueAt: due,
        // The others are another message's.
        tried: all.filter((name) => !ways.includes(name)),
      })),
    )
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
