import type { Sql } from "./server";

/** A promise of the domain as a question: what breaks it, at most a few. */
type Invariant = { name: string; sql: string };

const THINGS = [
  "request",
  "task",
  "assignment",
  "offer",
  "reservation",
  "shift",
  "sign_up",
  "swap",
] as const;

/** The lines of the record that say that a thing has changed its state, with the one before. */
const STEPS = `
  select id, thing, thing_id, from_state, to_state, transaction,
    lag(to_state) over (partition by thing_id order by id) as before,
    lead(id) over (partition by thing_id order by id) is null as is_last
  from event where to_state is not null and thing in (${THINGS.map((thing) => `'${thing}'`).join(", ")})`;

const stateIsRecorded: Invariant[] = THINGS.map((thing) => ({
  name: `${thing}: its state is that of the last line of the record`,
  sql: `with step as (${STEPS})
    select t.id, t.state, s.to_state from ${thing} t
    left join step s on s.thing_id = t.id and s.thing = '${thing}' and s.is_last
    where s.to_state is distinct from t.state`,
}));

/** Jobs that wait for a moment, by the state that called for them. */
const waiting = (task: string, key: string, of: string): Invariant => ({
  name: `the job ${task} waits wherever it has to`,
  sql: `select t.id from ${of} and not exists (
    select from graphile_worker._private_jobs j
    join graphile_worker._private_tasks k on k.id = j.task_id and k.identifier = '${task}'
    where j.payload ->> '${key}' = t.id::text)`,
});

/** A ledger's steps by the state of its reservation; what was lost of it stands beside them. */
const LEDGER = `(values ('held', '{held}'::text[]), ('handed_over', '{handed_over,held}'),
  ('returned', '{handed_over,held,returned}'), ('consumed', '{consumed,handed_over,held}'),
  ('released', '{held,released}')) as wanted (state, steps)`;

export const INVARIANTS: Invariant[] = [
  ...stateIsRecorded,
  {
    name: "each line of the record begins where the one before ended, along the table of its thing",
    sql: `with step as (${STEPS})
      select s.id, s.thing, s.before, s.from_state, s.to_state from step s
      where s.before is distinct from s.from_state or not exists (select from transition t
        where t.thing = s.thing and t.from_state = coalesce(s.from_state, '') and t.to_state = s.to_state)`,
  },
  {
    name: "each request has its private part, and each line 'submitted' its request",
    sql: `select r.id from request r left join request_private p on p.request_id = r.id where p.request_id is null
      union all select e.thing_id from event e left join request r on r.id = e.thing_id
      where e.type = 'request.submitted' and r.id is null`,
  },
  {
    name: "each note of a request has its line, and each line its note",
    sql: `select coalesce(n.id, e.id), n.count, e.count from
      (select request_id as id, count(*) from request_note group by 1) n full join
      (select thing_id as id, count(*) from event where type = 'request.noted' group by 1) e on e.id = n.id
      where n.count is distinct from e.count`,
  },
  {
    name: "each note of a shift has its line, and each line its note",
    sql: `select coalesce(n.id, e.id), n.count, e.count from
      (select shift_id as id, count(*) from shift_note group by 1) n full join
      (select thing_id as id, count(*) from event where type = 'shift.noted' group by 1) e on e.id = n.id
      where n.count is distinct from e.count`,
  },
  {
    name: "a duplicate points to a request that is none itself",
    sql: `select d.id from request d join request r on r.id = d.duplicate_of where r.state = 'duplicate'`,
  },
  {
    name: "a request is in progress if and only if a live task works on it, unless it has ended",
    sql: `select r.id, r.state from request r where r.state in ('submitted', 'triaged', 'in_progress')
      and (r.state = 'in_progress') <> exists (select from task_request k join task t on t.id = k.task_id
        where k.request_id = r.id and t.state in ('open', 'assigned', 'under_way', 'done'))`,
  },
  {
    name: "no task goes on that nobody needs any more",
    sql: `select t.id from task t join task_request k on k.task_id = t.id join request r on r.id = k.request_id
      where t.state in ('open', 'assigned', 'under_way')
        -- What was done and found to be not so goes on all the same.
        and not exists (select from event e where e.thing_id = t.id and e.from_state = 'done')
      group by t.id having bool_and(r.state in ('cancelled', 'declined', 'duplicate'))`,
  },
  {
    name: "a task serves just the requests of its first line",
    sql: `select e.thing_id from event e where e.type = 'task.open' and e.from_state is null and
      (select coalesce(array_agg(request_id::text order by request_id), '{}') from task_request where task_id = e.thing_id)
      <> (select coalesce(array_agg(r order by r::uuid), '{}') from jsonb_array_elements_text(e.data -> 'requests') r)`,
  },
  {
    name: "what a confirmed task delivered is written for each of its requests",
    sql: `select t.id from task t join task_request k on k.task_id = t.id
      where t.state = 'confirmed' and k.outcome is null`,
  },
  {
    name: "a task is open, assigned or under way as its team says",
    sql: `select t.id, t.state from task t cross join lateral (select
        count(*) filter (where state in ('accepted', 'en_route', 'on_site', 'done')) as team,
        count(*) filter (where state in ('en_route', 'on_site', 'done')) as gone
        from assignment where task_id = t.id) a
      where t.state in ('open', 'assigned')
        and t.state <> case when a.team < t.team_size then 'open' when a.gone > 0 then 'under_way' else 'assigned' end`,
  },
  {
    name: "whoever is on a task is promised for all of it, and nobody else is",
    sql: `select a.id, a.state, c.during from assignment a join task t on t.id = a.task_id
      left join commitment c on c.source_id = a.id
      where case when a.state in ('accepted', 'en_route', 'on_site') then c.id is null or c.person_id <> a.person_id
        else c.id is not null and (a.state in ('offered', 'declined', 'expired') or upper(c.during) > a.state_at) end`,
  },
  {
    name: "whoever has a place in a shift is promised for all of it, and nobody else is",
    sql: `select u.id, u.state, c.during from sign_up u join shift s on s.id = u.shift_id
      left join commitment c on c.source_id = u.id
      where case when u.state in ('signed_up', 'checked_in')
        then c.id is null or c.person_id <> u.person_id or not c.during @> s.during
        else c.id is not null and (u.state in ('waitlisted', 'no_show')
          or upper(c.during) > greatest(u.state_at, u.checked_out_at)) end`,
  },
  {
    name: "each promise has its source",
    sql: `select c.id from commitment c where not exists (select from assignment a where a.id = c.source_id and c.kind = 'task')
      and not exists (select from sign_up u where u.id = c.source_id and c.kind = 'shift')`,
  },
  {
    name: "nobody is promised twice at one time",
    sql: `select id from (select id, lower(during) < lag(upper(during)) over
      (partition by person_id order by lower(during), upper(during)) as clashes from commitment) c where clashes`,
  },
  {
    name: "whoever is suspended is on no task and no shift any more",
    sql: `select p.id, a.id, a.state from person p join assignment a on a.person_id = p.id
      where p.standing = 'suspended' and a.state in ('offered', 'accepted', 'en_route', 'on_site')
      union all select p.id, u.id, u.state from person p join sign_up u on u.person_id = p.id
      where p.standing = 'suspended' and u.state in ('signed_up', 'waitlisted', 'offered')`,
  },
  {
    name: "no role of a shift is over its capacity",
    sql: `select r.id from shift_role r join sign_up u on u.role_id = r.id
      where u.state in ('signed_up', 'offered', 'checked_in', 'checked_out')
      group by r.id having sum(u.party) > r.capacity`,
  },
  {
    name: "a reservation has just the lines of the ledger that its state tells of",
    sql: `select r.id, r.state, l.steps from reservation r join ${LEDGER} on wanted.state = r.state
      left join lateral (select array_agg(step order by step) as steps from ledger
        where reservation_id = r.id and step <> 'lost') l on true
      where l.steps is distinct from wanted.steps`,
  },
  {
    name: "what is missing of a loan has left the stock and is followed up",
    sql: `select r.id from reservation r join offer o on o.id = r.offer_id
      where r.state = 'returned' and o.durable and (r.ended < r.fetched or r.condition = 'damaged')
        and (not exists (select from ledger l where l.reservation_id = r.id and l.step = 'lost')
          or not exists (select from follow_up f where f.reservation_id = r.id
            and f.kind = case when r.ended < r.fetched then 'short' else 'damaged' end))`,
  },
  {
    name: "no offer is promised beyond what there is of it, at any moment",
    sql: `select offer_id, at, free from (select offer_id, at, sum(change) over (partition by offer_id order by at) as free
      from (select offer_id, at, sum(change) as change from (
        select offer_id, lower(during) as at, delta as change from ledger
        union all select offer_id, upper(during), -delta from ledger where not upper_inf(during)) c
        group by 1, 2) s) l where free < 0`,
  },
  {
    name: "each offer has its private part and its first stock",
    sql: `select o.id from offer o where not exists (select from offer_private p where p.offer_id = o.id)
      or not exists (select from ledger l where l.offer_id = o.id and l.step = 'stock')`,
  },
  {
    name: "a place that was handed on is another's by the same change",
    sql: `select e.thing_id from event e join swap w on w.id = e.thing_id join sign_up u on u.id = w.sign_up_id
      where e.type = 'swap.done' and (u.state <> 'withdrawn' or not exists (select from event s
        where s.thing = 'sign_up' and s.transaction = e.transaction and s.to_state = 'signed_up'
          and s.data ->> 'role' = u.role_id::text))`,
  },
  {
    name: "a shift that was to be published at once is not left a draft",
    sql: `select id, place from shift where place like 'published-shift-%' and state = 'draft'`,
  },
  {
    name: "each shift has its roles",
    sql: "select s.id from shift s where not exists (select from shift_role r where r.shift_id = s.id)",
  },
  {
    name: "each invitation has its line and its districts",
    sql: `select i.id from invitation i where not exists (select from invitation_district d where d.invitation_id = i.id)
      or not exists (select from event e where e.thing_id = i.id and e.type = 'invitation.made')
      or (i.revoked_at is not null) <> exists (select from event e where e.thing_id = i.id and e.type = 'invitation.revoked')`,
  },
  waiting("offer-expiry", "assignment", "assignment t where t.state = 'offered'"),
  waiting("place-expiry", "id", "sign_up t where t.state = 'offered'"),
  waiting("reservation-lapse", "id", "reservation t where t.state = 'held'"),
  waiting("close-fulfilled", "request", "request t where t.state = 'fulfilled'"),
  waiting("shift-start", "id", "shift t where t.state = 'published'"),
  waiting("shift-end", "id", "shift t where t.state in ('published', 'running')"),
];

/** Of one promise. */
const MOST_SHOWN = 5;

/** What breaks a promise, one line each; of many only a few. */
export const linesOf = (name: string, rows: readonly object[]): string[] =>
  rows.slice(0, MOST_SHOWN).map((row) => `${name}: ${JSON.stringify(row)}`);

/** What the record says of a thing and of the tasks and requests around it, in the order in which it was written. */
async function historyOf(sql: Sql, id: string): Promise<string[]> {
  const lines = await sql<{ told: string }[]>`
    select concat_ws(' ', e.at, e.type, e.actor, e.thing_id, e.reason, 'in', e.transaction) as told
    from event e where e.thing_id = ${id}
      or e.thing_id in (select task_id from task_request where request_id = ${id}
        union select request_id from task_request where task_id = ${id})
      or e.data::text like ${`%${id}%`}
    order by e.id desc limit 40`;
  return lines.map(({ told }) => told).reverse();
}

/** What of the promises is broken, with what led to it. */
export async function judgeInvariants(sql: Sql): Promise<string[]> {
  const broken: string[] = [];
  for (const { name, sql: question } of INVARIANTS) {
    const rows = await sql.unsafe<{ id?: string }[]>(question);
    for (const [index, line] of linesOf(name, rows).entries()) {
      const { id } = rows[index]!;
      const history = id && UUID.test(id) ? await historyOf(sql, id) : [];
      broken.push([line, ...history].join("\n  "));
    }
  }
  return broken;
}
const UUID = /^[0-9a-f]{8}-/;
