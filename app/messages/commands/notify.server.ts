import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import { notification } from "../../../drizzle/schema/messages";
import type { Tx } from "../../platform/database.server";
import type { JobCtx } from "../../platform/jobs.server";
import type { Channels } from "../channels/all.server";
import { administrators } from "../readers/administrators.server";
import {
  carriersOf,
  coordinatorsOfTask,
  reserverOf,
  volunteerOf,
  volunteersOfRequest,
  volunteersOnTask,
} from "../readers/dispatch.server";
import type { FindReaders, Line } from "../readers/reader";
import { residentOf } from "../readers/residents.server";
import {
  bothOfSwap,
  coordinatorsOfShift,
  everybodyOnShift,
  everybodyWaitingForRole,
  everybodyWaitingForShift,
  holderOfSwap,
  volunteerOfShift,
} from "../readers/shifts.server";
import { volunteerSuspended, volunteerVerified } from "../readers/volunteers.server";
import { type ReaderKind, type Row, rowsFor } from "../rules/table";
import { type ChannelName, type Reader, WAYS } from "../types";

const READERS: Record<ReaderKind, FindReaders> = {
  resident: residentOf,
  volunteer: volunteerOf,
  "volunteers on the task": volunteersOnTask,
  "volunteers of the request": volunteersOfRequest,
  "coordinators of the task": coordinatorsOfTask,
  "coordinator who reserved": reserverOf,
  "whoever fetches it or has it": carriersOf,
  "volunteer of the shift": volunteerOfShift,
  "everybody on the shift": everybodyOnShift,
  "everybody waiting for the shift": everybodyWaitingForShift,
  "everybody waiting for the role": everybodyWaitingForRole,
  "coordinators of the shift": coordinatorsOfShift,
  "both of the swap": bothOfSwap,
  "holder of the swapped place": holderOfSwap,
  "volunteer who was verified": volunteerVerified,
  "volunteer who was suspended": volunteerSuspended,
  administrators,
};

/**
 * Tells whoever has to hear of one event, each once however often the job comes: that somebody was told is noted, and their
 * message ordered, in one transaction.
 */
export async function notify(ctx: JobCtx, channels: Channels, eventId: number): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [line] = await tx.select().from(event).where(eq(event.id, eventId));
    if (!line) return;
    for (const row of rowsFor(line)) {
      const readers = await READERS[row.to](tx, ctx, line, row);
      const knowing = await whoKnows(tx, line, row, readers);
      const news = readers.filter(({ id }) => !knowing.has(id));
      await tell(tx, ctx, channels, { line, row, readers: news });
    }
  });
}

type Telling = { line: Line; row: Row; readers: readonly Reader[] };

/** By the first channel of the row's way that reaches each reader. */
async function tell(tx: Tx, ctx: JobCtx, channels: Channels, { line, row, readers }: Telling) {
  let left = [...readers];
  const way: readonly ChannelName[] = WAYS[row.by];
  for (const [index, name] of way.entries()) {
    const channel = channels[name];
    const addresses = left.length > 0 ? await channel.addresses(tx, left) : new Map();
    for (const reader of left) {
      const to = addresses.get(reader.id);
      const notificationId = to && (await note(tx, name, { line, row }, reader));
      if (!notificationId) continue;
      const { locale, params, words } = reader;
      const { template } = row;
      const next = way.slice(index + 1);
      const message = { to, locale, template, params, words, notificationId, next };
      await channel.order(tx, reader, message, ctx.now);
    }
    left = left.filter(({ id }) => !addresses.has(id));
  }
}

/** Notes that a reader is told; null when they have been. */
async function note(
  tx: Tx,
  channel: string,
  { line, row }: Omit<Telling, "readers">,
  reader: Reader,
) {
  const { template } = row;
  const [noted] = await tx
    .insert(notification)
    .values({
      key: `event ${line.id} ${template} ${reader.id}`,
      eventId: line.id,
      channel,
      template,
      personId: reader.kind === "person" ? reader.id : null,
      requestId: reader.kind === "request" ? reader.id : null,
    })
    .onConflictDoNothing()
    .returning({ id: notification.id });
  return noted?.id ?? null;
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
