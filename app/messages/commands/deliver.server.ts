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
import { KIND_OF } from "../rules/readers";
import { rowsFor } from "../rules/table";
import {
  type ChannelName,
  type ChosenKind,
  type Part,
  READER_KINDS,
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

export const deliverTo = (tx: Tx, ctx: Around, delivering: Delivering, who: Who): Promise<void> =>
  deliverToAll(tx, ctx, delivering, [who]);

/**
 * Orders all that waits for these readers and may go by now, for each as one message a channel. Each thing is looked up as it is
 * now: what has become untrue, or is no business of theirs any more, is not sent.
 */
export async function deliverToAll(
  tx: Tx,
  ctx: Around,
  { channels, gatherMs }: Delivering,
  readers: readonly Who[],
): Promise<void> {
  if (readers.length === 0) return;
  const until = new Date(ctx.now.getTime() + gatherMs).toISOString();
  const waiting = await tx
    .select()
    .from(notification)
    .where(and(areOf(readers), sql`${notification.dueAt} <= ${until}::timestamptz`))
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
  const due = await stillDue(tx, ctx, waiting);
  const messages = await byReaderAndChannel(tx, channels, due);
  await mark(tx, messages);
  for (const message of messages) await order(tx, ctx, channels, message);
}

const areOf = (readers: readonly Who[]) =>
  or(
    ...READER_KINDS.flatMap((kind) => {
      const ids = readers.filter((who) => who.kind === kind).map(({ id }) => id);
      return ids.length > 0 ? [inArray(COLUMN_OF[kind], ids)] : [];
    }),
  );

/** What these notices say now, without what is not so any more. */
async function stillDue(tx: Tx, ctx: Around, notices: readonly Notice[]): Promise<Due[]> {
  const broadcasts = await broadcastsDue(tx, notices);
  const due = await Promise.all(
    notices.map((notice) =>
      notice.broadcastId ? (broadcasts.get(notice.id) ?? null) : eventDue(tx, ctx, notice),
    ),
  );
  return due.filter((one) => one !== null);
}

async function eventDue(tx: Tx, ctx: Around, notice: Notice): Promise<Due | null> {
  const who = readerOf(notice);
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

/** Those of a broadcast, by their notice: a batch is looked up together. */
async function broadcastsDue(tx: Tx, notices: readonly Notice[]): Promise<Map<string, Due>> {
  const all = notices.filter(({ broadcastId }) => broadcastId);
  if (all.length === 0) return new Map();
  const ids = [...new Set(all.map(({ broadcastId }) => broadcastId!))];
  const rows = await tx.select().from(broadcast).where(inArray(broadcast.id, ids));
  const sentById = new Map(rows.map((row) => [row.id, row]));
  const locales = await localesOf(tx, all.map(readerOf));
  return new Map(
    all.flatMap((notice) => {
      const sent = sentById.get(notice.broadcastId!);
      const who = readerOf(notice);
      const locale = locales.get(who.id);
      if (!sent || !locale) return [];
      const words = wordsFor(sent, locale);
      const isDangerous = sent.pressure === "danger";
      const due: Due = {
        notice,
        template: "broadcast",
        reader: { ...who, locale, params: { words }, words },
        ways: WAYS[wayOf(sent.pressure)],
        kind: isDangerous ? null : "broadcasts",
        rank: isDangerous ? 0 : 2,
      };
      return [[notice.id, due] as const];
    }),
  );
}

/** What goes to one reader by one channel; what presses most stands first. */
type Outgoing = { name: ChannelName; to: string; all: [Due, ...Due[]] };

/** Each thing by the first channel of its way that its reader wants, that has not failed, and that reaches them. */
async function byReaderAndChannel(
  tx: Tx,
  channels: Channels,
  due: readonly Due[],
): Promise<Outgoing[]> {
  const readers = [...new Map(due.map(({ reader }) => [reader.id, reader])).values()];
  const chosenBy = await settingsOf(tx, readers);
  const messages = new Map<string, Outgoing>();
  const addresses = new Map<ChannelName, Map<string, string>>();
  const addressesBy = async (name: ChannelName) => {
    const found = addresses.get(name) ?? (await channels[name].addresses(tx, readers));
    addresses.set(name, found);
    return found;
  };
  for (const one of [...due].sort((a, b) => a.rank - b.rank)) {
    const { id } = one.reader;
    for (const name of waysOf(one, chosenBy(id))) {
      const to = (await addressesBy(name)).get(id);
      if (!to) continue;
      const message = messages.get(`${name} ${id}`);
      if (message) message.all.push(one);
      else messages.set(`${name} ${id}`, { name, to, all: [one] });
      break;
    }
  }
  return [...messages.values()];
}

const waysOf = ({ ways, kind, notice }: Due, chosen: Chosen): ChannelName[] =>
  ways.filter((name) => !notice.tried.includes(name) && chosen.wants(kind, name));

/** Notes in which message each notice goes. */
async function mark(tx: Tx, messages: readonly Outgoing[]): Promise<void> {
  const rows = messages.flatMap(({ name, all }) =>
    all.map(({ notice }) => ({ id: notice.id, channel: name, batch: all[0].notice.id })),
  );
  if (rows.length === 0) return;
  await tx.execute(sql`
    update ${notification} n set channel = went.channel, batch = went.batch, attempts = 0
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as went (id uuid, channel text, batch uuid)
    where n.id = went.id`);
}

async function order(
  tx: Tx,
  ctx: Around,
  channels: Channels,
  { name, to, all: [first, ...more] }: Outgoing,
): Promise<void> {
  const { kind, id, locale } = first.reader;
  const urgency = first.rank > 0 && canWait(first.ways) ? "normal" : "high";
  const parts: [Part, ...Part[]] = [partOf(first), ...more.map(partOf)];
  const message = { to, locale, parts, urgency, notificationId: first.notice.id } as const;
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
    const messages = await byReaderAndChannel(tx, channels, await stillDue(tx, ctx, tried));
    if (messages.length === 0) return false;
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
