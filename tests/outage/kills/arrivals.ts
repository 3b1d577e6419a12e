import { handOverKey } from "../../../app/platform/handed-over.server";
import { nameOfJob } from "../../../app/platform/jobs.server";
import type { Sink } from "./mail";
import type { Phones } from "./phones";
import { HAS_MOVED_ON } from "./post";
import type { Sql } from "./server";
import type { Came } from "./sinks";

/** Two arrivals of one message, one after the other. */
export type Repeat = { id: string; first: number; again: number };

/** What became of the orders of one channel. */
export type Arrivals = {
  ordered: number;
  /** Those that never came. */
  missing: string[];
  /** What came and nobody ordered: one that was ordered by a change that was rolled back is in no table. */
  strays: string[];
  repeats: Repeat[];
};

/** `mayMiss`: it was taken back, or failed for good. */
type Order = { id: string; what: string; mayMiss: boolean };

function compare(channel: string, orders: readonly Order[], came: Came): Arrivals {
  const known = new Set(orders.map(({ id }) => id));
  return {
    ordered: orders.length,
    missing: orders
      .filter(({ id, mayMiss }) => !mayMiss && !came.has(id))
      .map(({ id, what }) => `${channel} ${id}: ${what} never came`),
    strays: [...came.keys()]
      .filter((id) => !known.has(id))
      .map((id) => `${channel} ${id} came, and nobody ordered it`),
    repeats: [...came].flatMap(([id, times]) =>
      times.slice(1).map((again, index) => ({ id, first: times[index]!, again })),
    ),
  };
}

type MailJob = { id: string; at: string; what: string; notices: string | null };
const idOf = ({ id, at }: MailJob) => handOverKey(nameOfJob(id, new Date(at)));

/** Mails by the jobs that were ordered; a link that was taken back before it went need not have gone. */
const readMails = (sql: Sql) => sql<(MailJob & { off: boolean })[]>`
  select o.id, o.created_at as at, o.payload ->> 'template' as what, o.payload ->> 'notificationId' as notices,
    i.revoked_at is not null as off
  from kills.ordered o left join invitation i on i.id::text = o.payload ->> 'invitationId'
  where o.task in ('mail', 'link')`;

type Row = { id: string; what: string | null; notice: string | null; failed: boolean };
const readMessages = (sql: Sql, table: "sms" | "push_message") =>
  sql.unsafe<Row[]>(
    `select m.id, n.template as what, m.notification_id as notice, m.failed_at is not null as failed
     from ${table} m left join notification n on n.id = m.notification_id`,
  );

/** Compares what was ordered with what came, by channel, and says which notices reached their reader by none. */
export async function judgeArrivals(
  sql: Sql,
  { came: mails }: Pick<Sink, "came">,
  { texts, pushes }: Pick<Phones, "texts" | "pushes">,
) {
  const jobs = await readMails(sql);
  const sms = await readMessages(sql, "sms");
  const push = await readMessages(sql, "push_message");
  const orders = (rows: readonly Row[]): Order[] =>
    rows.map(({ id, what, failed }) => ({ id, what: what ?? "no notice", mayMiss: failed }));
  const byChannel: Record<string, Arrivals> = {
    mails: compare(
      "mail",
      jobs.map((job) => ({ id: idOf(job), what: job.what, mayMiss: job.off })),
      mails,
    ),
    "text messages": compare("sms", orders(sms), texts),
    "push messages": compare("push", orders(push), pushes),
  };

  const reached = new Set<string | null>([
    ...jobs.filter((job) => mails.has(idOf(job))).map(({ notices }) => notices),
    ...sms.filter(({ id }) => texts.has(id)).map(({ notice }) => notice),
    ...push.filter(({ id }) => pushes.has(id)).map(({ notice }) => notice),
  ]);
  type Notice = { id: string; batch: string | null; template: string; what: string };
  const notices = await sql.unsafe<Notice[]>(`
    select n.id, n.batch, n.template,
      concat(n.event_id, n.broadcast_id, ' ', n.person_id, n.request_id, n.offer_id, ' ', n.template) as what
    from notification n
    where (n.channel <> '' or n.tried <> '{}') and not ${HAS_MOVED_ON}`);
  const wereOrdered = new Set<string | null>([
    ...jobs.map((job) => job.notices),
    ...[...sms, ...push].map(({ notice }) => notice),
  ]);
  // Danger to life goes by every channel at once: one that has reached its reader is enough.
  const told = new Set(
    notices
      .filter(({ id, batch }) => reached.has(id) || reached.has(batch))
      .map(({ what }) => what),
  );
  const unreached = notices
    .filter(({ id, batch }) => wereOrdered.has(id) || wereOrdered.has(batch))
    .filter(({ what }) => !told.has(what))
    .map(({ id, template }) => `notice ${id}: ${template} has reached nobody by any way`);
  return { byChannel, unreached };
}
