import { and, asc, eq, inArray, isNotNull, or, sql } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import { broadcast, notification } from "../../../drizzle/schema/messages";
import type { Around } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import type { JobCtx } from "../../platform/jobs.server";
import type { Channels } from "../channels/all.server";
import { localesOf } from "../queries/audience.server";
import { type Chosen, settingsOf } from "../queries/message-settings.server";
import { isDanger, isStillSo } from "../queries/standing.server";
import { READERS } from "../readers/all.server";
import { wayOf, wordsFor } from "../rules/broadcast";
import { KIND_OF, rowsFor } from "../rules/table";
import {
  type ChannelName,
  type ChosenKind,
  type Part,
  type Reader,
  type Template,
  WAYS,
} from "../types";

type Notice = typeof notification.$inferSelect;
type Who = Pick<Reader, "kind" | "id">;
type Delivering = { channels: Channels; gatherMs: number };

/** What is still to be said to somebody, and by which channels it may go. */
type Due = {
  notice: Notice;
  template: Template;
  reader: Reader;
  ways: readonly ChannelName[];
  kind: ChosenKind | null;
  rank: number;
};

const COLUMN_OF = {
  person: notification.personId,
  request: notification.requestId,
  offer: notification.offerId,
};

/** The job of what has waited. */
export const deliver = (
  ctx: JobCtx,
  channels: Channels,
  { reader, gatherMs }: { reader: Who; gatherMs: number },
): Promise<void> => ctx.db.transaction((tx) => deliverTo(tx, ctx, { channels, gatherMs }, reader));

/**
 * Orders all that waits for one reader and may go by now, as one message a channel. Each thing is looked up as it is now: what has
 * become untrue, or is no business of theirs any more, is not sent.
 */
export async function deliverTo(
  tx: Tx,
  ctx: Around,
  { channels, gatherMs }: Delivering,
  who: Who,
): Promise<void> {
  const until = new Date(ctx.now.getTime() + gatherMs).toISOString();
  const waiting = await tx
    .select()
    .from(notification)
    .where(
      and(eq(COLUMN_OF[who.kind], who.id), sql`${notification.dueAt} <= ${until}::timestamptz`),
    )
    .orderBy(asc(notification.createdAt), asc(notification.id))
    .for("update");
  if (waiting.length === 0) return;
  // Whatever comes of it: it does not wait any more.
  await tx
    .update(notification)
    .set({ dueAt: null })
    .where(
      inArray(
        notification.id,
        waiting.map(({ id }) => id),
      ),
    );
  const due = (await Promise.all(waiting.map((notice) => stillDue(tx, ctx, notice, who)))).filter(
    (one) => one !== null,
  );
  const chosen = (await settingsOf(tx, [who]))(who.id);
  for (const [name, { to, all }] of await byChannel(tx, channels, chosen, due))
    await order(tx, ctx, channels, { name, to, all });
}

/** What a notice says now; null for what is not so any more. */
async function stillDue(tx: Tx, ctx: Around, notice: Notice, who: Who): Promise<Due | null> {
  if (notice.broadcastId) return broadcastDue(tx, notice, who);
  const [line] = await tx
    .select()
    .from(event)
    .where(eq(event.id, notice.eventId ?? 0));
  const row = line && rowsFor(line).find(({ template }) => template === notice.template);
  if (!row || !(await isStillSo(tx, line, row))) return null;
  const reader = (await READERS[row.to](tx, ctx, line, row)).find(
    ({ kind, id }) => kind === who.kind && id === who.id,
  );
  if (!reader) return null;
  const ways = WAYS[row.by];
  const rank = (await isDanger(tx, line)) ? 0 : canWait(ways) ? 2 : 1;
  return { notice, template: row.template, reader, ways, kind: KIND_OF[row.to], rank };
}

/** What is read whenever somebody reads their mail. */
const canWait = (ways: readonly ChannelName[]) => ways[0] === "email";

async function broadcastDue(tx: Tx, notice: Notice, { kind, id }: Who): Promise<Due | null> {
  const [sent] = await tx.select().from(broadcast).where(eq(broadcast.id, notice.broadcastId!));
  const locale = (await localesOf(tx, [{ kind, id }])).get(id);
  if (!sent || !locale) return null;
  const words = wordsFor(sent, locale);
  const reader = { kind, id, locale, params: { words }, words };
  const isDangerous = sent.pressure === "danger";
  return {
    notice,
    template: "broadcast",
    reader,
    ways: WAYS[wayOf(sent.pressure)],
    kind: isDangerous ? null : "broadcasts",
    rank: isDangerous ? 0 : 2,
  };
}

type Group = { to: string; all: Due[] };

/** Each thing by the first channel of its way that its reader wants, that has not failed, and that reaches them. */
async function byChannel(tx: Tx, channels: Channels, chosen: Chosen, due: readonly Due[]) {
  const groups = new Map<ChannelName, Group>();
  const addresses = new Map<ChannelName, string | null>();
  const addressOf = async (name: ChannelName, { kind, id }: Who) => {
    const known = addresses.get(name);
    if (known !== undefined) return known;
    const found = (await channels[name].addresses(tx, [{ kind, id }])).get(id) ?? null;
    addresses.set(name, found);
    return found;
  };
  for (const one of due) {
    for (const name of waysOf(one, chosen)) {
      const to = await addressOf(name, one.reader);
      if (!to) continue;
      const group = groups.get(name) ?? { to, all: [] };
      group.all.push(one);
      groups.set(name, group);
      break;
    }
  }
  return groups;
}

const waysOf = ({ ways, kind, notice }: Due, chosen: Chosen): ChannelName[] =>
  ways.filter((name) => !notice.tried.includes(name) && chosen.wants(kind, name));

async function order(
  tx: Tx,
  ctx: Around,
  channels: Channels,
  { name, to, all }: Group & { name: ChannelName },
): Promise<void> {
  const sorted = [...all].sort((a, b) => a.rank - b.rank);
  const [first, ...more] = sorted;
  const { kind, id, locale } = first!.reader;
  const notificationId = first!.notice.id;
  const urgency = first!.rank > 0 && canWait(first!.ways) ? "normal" : "high";
  await tx
    .update(notification)
    .set({ channel: name, batch: notificationId, attempts: 0 })
    .where(
      inArray(
        notification.id,
        sorted.map(({ notice }) => notice.id),
      ),
    );
  const parts: [Part, ...Part[]] = [partOf(first!), ...more.map(partOf)];
  const message = { to, locale, parts, urgency, notificationId } as const;
  await channels[name].order(tx, { kind, id }, message, ctx.now);
}

const partOf = ({ template, reader: { params, words } }: Due): Part => ({
  template,
  params,
  words,
});

/** The notices of a message; one that was ordered before they were gathered is its own. */
const inMessage = (notificationId: string) =>
  or(
    eq(notification.batch, notificationId),
    and(eq(notification.id, notificationId), sql`${notification.batch} is null`),
  );

/** Marks that a message has gone by a channel; what goes by another by now has not. */
export async function markSent(
  tx: Pick<Tx, "update">,
  notificationId: string,
  channel: ChannelName,
  now: Date,
): Promise<void> {
  await tx
    .update(notification)
    .set({ sentAt: now })
    .where(and(inMessage(notificationId), eq(notification.channel, channel)));
}

/**
 * A channel has failed: what its message said goes by the next that reaches its reader. False where there is none; then everything
 * stays as it was where `orStay` is asked for.
 */
export async function goOn(
  tx: Tx,
  ctx: Around,
  channels: Channels,
  {
    notificationId,
    channel,
    orStay = false,
  }: {
    notificationId: string;
    channel: ChannelName;
    orStay?: boolean;
  },
): Promise<boolean> {
  const notices = await tx
    .select()
    .from(notification)
    .where(and(inMessage(notificationId), eq(notification.channel, channel)))
    .for("update");
  const [first] = notices;
  if (!first) return false;
  const who = readerOf(first);
  if (orStay) {
    const tried = notices.map((notice) => ({ ...notice, tried: [...notice.tried, channel] }));
    const due = await Promise.all(tried.map((notice) => stillDue(tx, ctx, notice, who)));
    const chosen = (await settingsOf(tx, [who]))(who.id);
    const groups = await byChannel(
      tx,
      channels,
      chosen,
      due.filter((one) => one !== null),
    );
    if (groups.size === 0) return false;
  }
  await tx
    .update(notification)
    .set({
      dueAt: ctx.now,
      batch: null,
      channel: "",
      sentAt: null,
      tried: sql`array_append(${notification.tried}, ${channel})`,
    })
    .where(
      inArray(
        notification.id,
        notices.map(({ id }) => id),
      ),
    );
  await deliverTo(tx, ctx, { channels, gatherMs: 0 }, who);
  const onTheirWay = await tx
    .select({ id: notification.id })
    .from(notification)
    .where(
      and(
        inArray(
          notification.id,
          notices.map(({ id }) => id),
        ),
        isNotNull(notification.batch),
      ),
    );
  return onTheirWay.length > 0;
}

function readerOf({ personId, requestId, offerId }: Notice): Who {
  if (personId) return { kind: "person", id: personId };
  return requestId ? { kind: "request", id: requestId } : { kind: "offer", id: offerId! };
}

/** The same by itself; what else is to be noted of it happens with it. */
export const fallBack = (
  ctx: JobCtx,
  channels: Channels,
  from: Parameters<typeof goOn>[3],
  also: (tx: Tx) => Promise<void> = async () => {},
): Promise<boolean> =>
  ctx.db.transaction(async (tx) => {
    const went = await goOn(tx, ctx, channels, from);
    if (went) await also(tx);
    return went;
  });
