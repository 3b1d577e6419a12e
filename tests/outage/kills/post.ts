import { compose } from "../../../app/messages/rules/compose";
import { rowsFor } from "../../../app/messages/rules/table";
import { type ChannelName, WAYS, type Way } from "../../../app/messages/types";
import { fromQueue, type QueuedMail } from "../../../app/platform/mail.server";
import type { Locale } from "../../../app/platform/types";
import { linesOf } from "./invariants";
import type { Sink } from "./mail";
import type { Server, Sql } from "./server";

const CITY = { zone: "Europe/Kyiv", emergencyNumber: "112" };
/** As many later mails an hour go to an address that somebody only typed. */
const MOST_TO_STRANGERS = 20;

/** Has the database write down every job that is put into the queue, which forgets those that are done. */
export async function watchOrders({ sql }: Pick<Server, "sql">): Promise<void> {
  await sql.unsafe(`
    create schema kills;
    create table kills.ordered (id bigint primary key, task text not null, payload jsonb not null);
    create function kills.note() returns trigger language plpgsql security definer as $$
    begin
      insert into kills.ordered select new.id, identifier, new.payload
        from graphile_worker._private_tasks where id = new.task_id;
      return null;
    end $$;
    create trigger note after insert on graphile_worker._private_jobs
      for each row execute function kills.note();`);
}

type Kind = { type: string; actor: string; to_state: string | null; reason: string | null };

const waysOf = (by: Way): readonly ChannelName[] => WAYS[by];

/** By the table of the product: which lines of the record call for a mail to one reader. */
async function hearingsOf(sql: Sql) {
  const kinds = await sql<Kind[]>`select distinct type, actor, to_state, reason from event`;
  return kinds.flatMap((kind) =>
    rowsFor({ ...kind, toState: kind.to_state })
      // There is no gateway for text messages here.
      .filter(({ by }) => waysOf(by).includes("email"))
      .map(({ to }) => ({ ...kind, to })),
  );
}

/** What was to be said is not so any more: something has happened to the thing since. Such a notice is not sent. */
const HAS_MOVED_ON = `exists (select from event told join event later on later.thing_id = told.thing_id and later.id > told.id
  where told.id = n.event_id)`;

/** What is wrong with the mails that committed changes call for, once the queue has come to rest. */
export async function judgeOrders(sql: Sql): Promise<string[]> {
  const hearings = JSON.stringify(await hearingsOf(sql));
  const questions: Record<string, string> = {
    "a line of the record with no job of its own, or several": `
      select e.id from event e left join kills.ordered o on o.task = 'event' and (o.payload ->> 'id')::bigint = e.id
      where $1::text is not null group by e.id having count(o.id) <> 1`,
    "a job about a line that was never written": `
      select o.id from kills.ordered o left join event e on e.id = (o.payload ->> 'id')::bigint
      where $1::text is not null and o.task = 'event' and e.id is null`,
    "a request with an address without the order of its first mail, or with several": `
      select p.request_id from request_private p
      left join kills.ordered o on o.task = 'link' and o.payload ->> 'requestId' = p.request_id::text
      where $1::text is not null and p.email <> '' group by p.request_id having count(o.id) <> 1`,
    "an invitation without the order of its mail, or with several": `
      select i.id from invitation i
      left join kills.ordered o on o.task = 'link' and o.payload ->> 'invitationId' = i.id::text
      where $1::text is not null group by i.id having count(o.id) <> 1`,
    "a line that calls for a mail to one reader, and no notice or several": `
      select e.id, e.type, count(n.id) from json_to_recordset($1::json) as
        h("to" text, type text, actor text, to_state text, reason text)
      join event e on e.type = h.type and e.actor = h.actor and e.to_state is not distinct from h.to_state
        and e.reason is not distinct from h.reason
      left join request_private p on p.request_id = e.thing_id
      left join request_note m on m.request_id = e.thing_id and m.id::text = e.data ->> 'note'
      left join notification n on n.event_id = e.id
      where h."to" in ('resident', 'volunteer', 'coordinator who reserved', 'volunteer of the shift')
        and (h."to" <> 'resident' or p.email <> '') and (e.type <> 'request.noted' or m.for_resident)
      group by e.id, e.type having count(n.id) <> 1`,
    "a line that calls for mails to coordinators, and no notice": `
      select e.id, e.type from json_to_recordset($1::json) as
        h("to" text, type text, actor text, to_state text, reason text)
      join event e on e.type = h.type and e.actor = h.actor and e.to_state is not distinct from h.to_state
        and e.reason is not distinct from h.reason
      where h."to" = 'coordinators of the shift' and not exists (select from notification n where n.event_id = e.id)`,
    "a notice without the order of its mail, or with several": `
      select n.id, n.template, count(o.id) from notification n
      left join kills.ordered o on o.task = 'mail' and o.payload ->> 'notificationId' = n.id::text
      where $1::text is not null group by n.id having count(o.id) <> 1 and not (count(o.id) = 0 and (n.request_id is not null
        and (select count(*) from notification s where s.request_id = n.request_id) > ${MOST_TO_STRANGERS}
        or ${HAS_MOVED_ON}))`,
    "a notice whose mail was ordered and never marked as sent": `
      select n.id, n.template from notification n
      join kills.ordered o on o.task = 'mail' and o.payload ->> 'notificationId' = n.id::text
      where $1::text is not null and n.sent_at is null`,
    "a job that the queue has given up": `
      select id, last_error from graphile_worker._private_jobs
      where $1::text is not null and attempts >= max_attempts`,
  };
  const wrong: string[] = [];
  for (const [name, question] of Object.entries(questions))
    wrong.push(...linesOf(name, await sql.unsafe(question, [hearings])));
  return wrong;
}

type Order = {
  to: string;
  locale: Locale;
  template: string;
  params: Record<string, string | number>;
};

/** All mails that were ordered, as their job would write them. */
async function readOrders(sql: Sql): Promise<Order[]> {
  const mails = await sql<{ payload: QueuedMail }[]>`
    select payload from kills.ordered where task = 'mail'`;
  const requests = await sql<Order[]>`
    select p.email as to, r.locale, 'request_received' as template,
      jsonb_build_object('code', r.code, 'url', '') as params
    from kills.ordered o join request r on r.id::text = o.payload ->> 'requestId'
    join request_private p on p.request_id = r.id where o.task = 'link' and p.email <> ''`;
  const invitations = await sql<Order[]>`
    select i.email as to, i.locale, 'invitation' as template,
      jsonb_build_object('name', i.name, 'url', '') as params
    from kills.ordered o join invitation i on i.id::text = o.payload ->> 'invitationId'
    where o.task = 'link' and i.revoked_at is null`;
  return [...mails.map(({ payload }) => fromQueue(payload)), ...requests, ...invitations];
}

/** How its subject begins: where a time ends it, the reader's day decides how that is written. */
function subjectOf({ locale, template, params }: Order): string {
  const timeless = { locale, template, params: { ...params, at: "" } };
  return compose(timeless, CITY, new Date()).subject;
}

/** Which mails that were ordered never came, and how many came more than once. */
export async function judgeDeliveries(sql: Sql, { subjects }: Sink) {
  const ordered = new Map<string, Map<string, number>>();
  let count = 0;
  for (const order of await readOrders(sql)) {
    count += 1;
    const of = ordered.get(order.to) ?? new Map<string, number>();
    const subject = subjectOf(order);
    of.set(subject, (of.get(subject) ?? 0) + 1);
    ordered.set(order.to, of);
  }
  const missing: string[] = [];
  let again = 0;
  for (const [reader, of] of ordered)
    for (const [subject, times] of of) {
      const came = (subjects.get(reader) ?? []).filter((one) => one.startsWith(subject)).length;
      if (came < times) missing.push(`${reader}: ${subject}: ${came} of ${times}`);
      again += Math.max(0, came - times);
    }
  return { ordered: count, missing, again };
}
