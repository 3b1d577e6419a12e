import { eq, sql } from "drizzle-orm";
import { isIn } from "../../../drizzle/schema/columns";
import { assignment } from "../../../drizzle/schema/dispatch";
import { request } from "../../../drizzle/schema/requests";
import { signUp } from "../../../drizzle/schema/shifts";
import { tasksOfIncident } from "../../dispatch/queries/incident-tasks.server";
import { TEAM_STATES } from "../../dispatch/states";
import { findIncident } from "../../incidents/queries/incidents.server";
import type { Ctx } from "../../platform/context.server";
import type { Member, Names } from "../../platform/types";
import { CAME } from "../../shifts/states";
import { stepOf } from "../rules/asked";
import type { PEOPLE } from "../types";
import { countRequests } from "./numbers.server";

type People = Record<(typeof PEOPLE)[number], number>;
type Lent = {
  names: Names;
  unit: string;
  durable: boolean;
  lent: number;
  back: number;
  used: number;
  /** Still with somebody. */
  out: number;
};

/**
 * What was asked for in an incident, what became of it, how long it took, by how many people, and what was lent: sums alone,
 * nobody's name, code, number or address. Null for whoever may not read it.
 */
export async function readReport(ctx: Ctx<Member>, id: string) {
  const incident = await findIncident(ctx, id);
  if (!incident) return null;
  const window = { from: incident.startsAt, to: incident.endsAt ?? ctx.now };
  const around = { now: ctx.now, step: stepOf(window), zone: ctx.city.zone };
  const [counted, [people], lent] = await Promise.all([
    countRequests(ctx.db, eq(request.incidentId, incident.id), around),
    ctx.db.execute<People>(peopleOf(incident.id)),
    ctx.db.execute<Lent>(lentIn(incident.id)),
  ]);
  return { incident, counted, people: people!, lent: [...lent], step: around.step };
}

const peopleOf = (id: string) => sql`
  with tasks as materialized (${tasksOfIncident(id)}),
    helped as (select ${assignment.personId} as person from ${assignment} join tasks on tasks.id = ${assignment.taskId}
      where ${isIn(assignment.state, TEAM_STATES)}),
    worked as (select ${signUp.personId} as person, ${signUp.party} as party, ${signUp.checkedOutAt} - ${signUp.checkedInAt} as time
      from ${signUp} join shift on shift.id = ${signUp.shiftId}
      where shift.incident_id = ${id}::uuid and ${isIn(signUp.state, CAME)})
  select (select count(*) from (select person from helped union select person from worked) who)::int as people,
    (select count(distinct person) from helped)::int as "onTasks",
    (select coalesce(sum(party), 0) from worked)::int as "onShifts",
    (select count(distinct e.actor_id) from request r join event e on e.thing_id = r.id
      where r.incident_id = ${id}::uuid and e.actor = 'member' and e.type in ('request.triaged', 'request.retriaged'))::int
      as coordinators,
    (select count(*) from tasks)::int as tasks,
    (select count(*) from shift where incident_id = ${id}::uuid)::int as shifts,
    (select coalesce(sum(extract(epoch from time) * party), 0) / 3600 from worked)::float8 as hours`;

/** By kind of thing; of what is used up nothing has to come back. */
const lentIn = (id: string) => sql`
  with tasks as materialized (${tasksOfIncident(id)})
  select k.names, k.unit, k.durable, sum(r.fetched)::float8 as lent,
    coalesce(sum(r.ended) filter (where k.durable), 0)::float8 as back,
    coalesce(sum(r.ended) filter (where not k.durable), 0)::float8 as used,
    coalesce(sum(r.fetched) filter (where r.state = 'handed_over'), 0)::float8 as out
  from reservation r join tasks on tasks.id = r.task_id
    join offer o on o.id = r.offer_id join resource_kind k on k.id = o.kind_id
  where r.fetched is not null
  group by k.id order by k.position, k.code`;
