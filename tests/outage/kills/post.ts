import { rowsFor } from "../../../app/messages/rules/table";
import { type ChannelName, WAYS, type Way } from "../../../app/messages/types";
import { linesOf } from "./invariants";
import type { Server, Sql } from "./server";

/** As many later mails an hour go to an address that somebody only typed. */
const MOST_TO_STRANGERS = 20;

/** Has the database write down every job that is put into the queue, which forgets those that are done. */
export async function watchOrders({ sql }: Pick<Server, "sql">): Promise<void> {
  await sql.unsafe(`
    create schema kills;
    create table kills.ordered (id bigint primary key, task text not null, payload jsonb not null, created_at timestamptz not null);
    create index on kills.ordered ((payload ->> 'notificationId'));
    create function kills.note() returns trigger language plpgsql security definer as $$
    begin
      insert into kills.ordered select new.id, identifier, new.payload, new.created_at
        from graphile_worker._private_tasks where id = new.task_id;
      return null;
    end $$;
    create trigger note after insert on graphile_worker._private_jobs
      for each row execute function kills.note();`);
}

type Kind = { type: string; actor: string; to_state: string | null; reason: string | null };

const waysOf = (by: Way): readonly ChannelName[] => WAYS[by];

/** By the table of the product: which lines of the record call for a message to one reader, and whether mail or a text message may bring it. */
async function hearingsOf(sql: Sql) {
  const kinds = await sql<Kind[]>`select distinct type, actor, to_state, reason from event`;
  return kinds.flatMap((kind) =>
    rowsFor({ ...kind, toState: kind.to_state }).map(({ to, by, acts = false }) => ({
      ...kind,
      to,
      acts,
      email: waysOf(by).includes("email"),
      text: waysOf(by).includes("sms"),
    })),
  );
}

/** What was to be said is not so any more: something has happened to the thing since. Such a notice is not sent. */
export const HAS_MOVED_ON = `exists (select from event told join event later on later.thing_id = told.thing_id and later.id > told.id
  where told.id = n.event_id)`;

/** That somebody comes is told to the households that were merged into the request, too; theirs does not stand for its own. */
const IS_NOT_TOLD = `count(n.id) filter (where e.type <> 'request.covered' or n.request_id = e.thing_id) = 0`;

/** Residents who have mail read it there, whatever their phone. */
const REACHES_RESIDENT =
  "(h.email and p.email <> '' or h.text and p.email = '' and p.phone like '+%')";

/** Danger to life goes by every channel at once, a notice for each: its key names its channel, and it counts the others as tried. */
const IS_ONE_OF_SEVERAL = "n.key ~ '^event \\S+ \\S+ \\S+ '";

/** The messages that were ordered for a notice: by the channel that it goes by, or that has failed. */
const ORDERS = `
  select n.id, n.template, c.channel, (case c.channel
    when 'email' then (select count(*) from kills.ordered o where o.task = 'mail' and o.payload ->> 'notificationId' = coalesce(n.batch, n.id)::text)
    when 'sms' then (select count(*) from sms s where s.notification_id = coalesce(n.batch, n.id))
    else (select count(distinct coalesce(m.device_id, m.id)) from push_message m where m.notification_id = coalesce(n.batch, n.id)) end) as orders
  from notification n cross join lateral (
    select n.channel where n.channel <> ''
    union select unnest(n.tried) where not ${IS_ONE_OF_SEVERAL}) c (channel)`;

/** An address or number that somebody only typed gets so many an hour. */
const HAS_HAD_ENOUGH = `n.request_id is not null
  and (select count(*) from notification s where s.request_id = n.request_id) > ${MOST_TO_STRANGERS}`;

/** What is wrong with the messages that committed changes call for, once the queue has come to rest. */
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
    "a line that calls for a message to one reader, and no notice or several": `
      select e.id, e.type, count(n.id) from json_to_recordset($1::json) as
        h("to" text, type text, actor text, to_state text, reason text, email boolean, text boolean, acts boolean)
      join event e on e.type = h.type and e.actor = h.actor and e.to_state is not distinct from h.to_state
        and e.reason is not distinct from h.reason
      left join request_private p on p.request_id = e.thing_id
      left join request_note m on m.request_id = e.thing_id and m.id::text = e.data ->> 'note'
      left join notification n on n.event_id = e.id
      where h."to" in ('resident', 'volunteer', 'coordinator who reserved', 'volunteer of the shift')
        and (h."to" <> 'resident' or ${REACHES_RESIDENT}) and (e.type <> 'request.noted' or m.for_resident)
      group by e.id, e.type
      having ${IS_NOT_TOLD} or count(n.id) > case when bool_and(h.acts) then count(distinct n.key)
        when e.type = 'request.covered' then count(distinct n.request_id) else 1 end`,
    "a line that calls for messages to coordinators, and no notice": `
      select e.id, e.type from json_to_recordset($1::json) as
        h("to" text, type text, actor text, to_state text, reason text)
      join event e on e.type = h.type and e.actor = h.actor and e.to_state is not distinct from h.to_state
        and e.reason is not distinct from h.reason
      where h."to" = 'coordinators of the shift' and not exists (select from notification n where n.event_id = e.id)`,
    "somebody whom a broadcast has taken up without a notice, or with several": `
      select r.broadcast_id, r.subject_id from broadcast_recipient r left join notification n
        on n.broadcast_id = r.broadcast_id and coalesce(n.person_id, n.request_id) = r.subject_id
      where $1::text is not null and r.taken_at is not null
      group by r.broadcast_id, r.subject_id having count(n.id) <> 1`,
    "a notice of a broadcast for somebody whom it has not taken up": `
      select n.id from notification n left join broadcast_recipient r on r.broadcast_id = n.broadcast_id
        and r.subject_id = coalesce(n.person_id, n.request_id)
      where $1::text is not null and n.broadcast_id is not null and r.taken_at is null`,
    "a broadcast that counts as sent and has left somebody out": `
      select distinct b.id from broadcast b join broadcast_recipient r on r.broadcast_id = b.id
      where $1::text is not null and b.state = 'sent' and r.taken_at is null`,
    "a broadcast that wrote to somebody while it was stopped": `
      select distinct b.id from broadcast b join broadcast_recipient r on r.broadcast_id = b.id
      where $1::text is not null and b.state = 'stopped' and r.taken_at > b.state_at`,
    "a notice without the order of its message, or with several": `
      select o.id, o.template, o.channel, o.orders from (${ORDERS}) o join notification n on n.id = o.id
      where $1::text is not null and o.orders <> 1 and not (o.orders = 0 and ${HAS_HAD_ENOUGH})`,
    "a notice that went nowhere, though it still holds": `
      select n.id, n.template from notification n
      where $1::text is not null and n.channel = '' and n.tried = '{}' and not ${HAS_MOVED_ON}`,
    "a notice whose message was ordered and never marked as sent": `
      select o.id, o.template, o.channel from (${ORDERS}) o join notification n on n.id = o.id and n.channel = o.channel
      where $1::text is not null and o.orders > 0 and n.sent_at is null`,
    // One that a killed process held while another of the same key was ordered has no error, and the other one does what it was for.
    "a job that the queue has given up": `
      select id, last_error from graphile_worker._private_jobs
      where $1::text is not null and attempts >= max_attempts and last_error is not null`,
  };
  const wrong: string[] = [];
  for (const [name, question] of Object.entries(questions))
    wrong.push(...linesOf(name, await sql.unsafe(question, [hearings])));
  return wrong;
}
