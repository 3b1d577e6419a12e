import { eq, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import { commitment, person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { literals } from "../../../drizzle/schema/columns";
import { assignment, task, taskRequest } from "../../../drizzle/schema/dispatch";
import { category } from "../../../drizzle/schema/districts";
import { request } from "../../../drizzle/schema/requests";
import { stretchesOf } from "../../accounts/rules/availability";
import type { Skill, Vehicle } from "../../accounts/types";
import { kilogramsOf } from "../../districts/rules/weight";
import { PRIORITIES } from "../../districts/types";
import { inOrder, judge, type Verdict } from "../../matching/rules/judge";
import type { Needed, Past } from "../../matching/rules/problem";
import type { Wanted } from "../../matching/rules/why-not";
import type { Db, Tx } from "../../platform/database.server";
import type { Window } from "../../platform/types";
import { rangeOf, windowOf } from "../../platform/window.server";
import { weekMoment } from "../../platform/zone";
import { roughly } from "../rules/distance";
import { freeUntilFrom } from "../rules/free-until";
import { leftOf } from "../rules/task";
import { AT_DOOR_STATES, HOLDING_STATES } from "../states";
import { taskPlace } from "./place.server";

type TaskFacts = Pick<
  typeof task.$inferSelect,
  "id" | "during" | "skills" | "teamSize" | "lat" | "lon" | "districtId"
>;

const SHOWN = 40;
const LOOKED_AT = 400;

/** Judged on what is left of the task: who is free from now on can take one that began an hour ago. */
export const wantedOf = (
  found: Pick<TaskFacts, "during" | "skills" | "teamSize" | "lat" | "lon">,
  zone: string,
  now: Date,
): Wanted => {
  const window = leftOf(found.during, now);
  const { lat, lon } = found;
  return {
    window,
    skills: found.skills,
    stretches: stretchesOf(window, (at) => weekMoment(at, zone)),
    place: lat !== null && lon !== null ? { lat, lon } : null,
    alone: found.teamSize === 1,
  };
};

/** What is known of a volunteer as somebody who could go; `around`: when. */
const factsOf = (around: Window, now: Date) => {
  const range = sql`${rangeOf(around)}::tstzrange`;
  return {
    id: person.id,
    name: person.name,
    standing: person.standing,
    districtId: volunteerProfile.homeDistrictId,
    skills: volunteerProfile.skills,
    languages: volunteerProfile.languages,
    vehicle: volunteerProfile.vehicle,
    seats: volunteerProfile.seats,
    loadKg: volunteerProfile.loadKg,
    radiusKm: volunteerProfile.radiusKm,
    onlyTogether: volunteerProfile.onlyTogether,
    homeLat: volunteerProfile.homeLat,
    homeLon: volunteerProfile.homeLon,
    availability: volunteerProfile.availability,
    freeDuring: volunteerProfile.freeDuring,
    promised: sql<string[]>`array(select c.during::text from ${commitment} c
      where c.person_id = ${person.id}
        and c.during && tstzrange(lower(${range}) - interval '7 days', upper(${range}) + interval '7 days'))`,
    underWay: sql<boolean>`exists (select from assignment a
      where a.person_id = ${person.id} and a.state in ${literals(AT_DOOR_STATES)})`,
    asked: sql<
      string[]
    >`array(select t.during::text from assignment a join task t on t.id = a.task_id
      where a.person_id = ${person.id} and a.state = 'offered'
        and a.answer_by > ${now.toISOString()}::timestamptz)`,
  };
};

type Read = {
  homeLat: number | null;
  homeLon: number | null;
  promised: string[];
  asked: string[];
  underWay: boolean;
};

/** Nobody knows when somebody who is on the way or there will be done; for so long they are not thought of. */
const UNDER_WAY_MS = 3_600_000;

const asHelper = <Row extends Read>(
  { homeLat, homeLon, promised, asked, underWay, ...row }: Row,
  now: Date,
) => ({
  ...row,
  underWayUntil: underWay ? new Date(now.getTime() + UNDER_WAY_MS) : null,
  home: homeLat !== null && homeLon !== null ? { lat: homeLat, lon: homeLon } : null,
  promised: promised.map((during) => windowOf(during)),
  asked: asked.map((during) => windowOf(during)),
});

const nearest = (lat: number | null, lon: number | null): SQL =>
  sql`(${volunteerProfile.homeLat} - ${lat}::float8) ^ 2 + ((${volunteerProfile.homeLon} - ${lon}::float8) * 0.6) ^ 2 nulls last`;

/** What speaks for and against each person in `ids`, or against the nearest of all verified ones. */
export async function readCandidates(
  db: Db | Tx,
  found: TaskFacts,
  ids: readonly string[] | null,
  now: Date,
) {
  const rows = await db
    .select({
      ...factsOf(found.during, now),
      already: sql<boolean>`exists (select from ${assignment} a where a.task_id = ${found.id}
        and a.person_id = ${person.id} and a.state in ${literals(HOLDING_STATES)})`,
    })
    .from(volunteerProfile)
    .innerJoin(person, eq(person.id, volunteerProfile.personId))
    .where(ids ? inArray(person.id, [...ids]) : eq(person.standing, "verified"))
    .orderBy(
      sql`${volunteerProfile.homeDistrictId} is not distinct from ${found.districtId}::uuid desc`,
      nearest(found.lat, found.lon),
      person.id,
    )
    .limit(LOOKED_AT);
  return rows.map((row) => asHelper(row, now));
}

const MOST = 3_000;

/** Every verified volunteer, or the nearest of them, as the plan looks at them. */
export async function readHelpers(
  db: Db,
  around: Window,
  near: { lat: number; lon: number } | null,
  now: Date,
) {
  const rows = await db
    .select(factsOf(around, now))
    .from(volunteerProfile)
    .innerJoin(person, eq(person.id, volunteerProfile.personId))
    .where(eq(person.standing, "verified"))
    .orderBy(...(near ? [nearest(near.lat, near.lon)] : []), person.id)
    .limit(MOST);
  return rows.map((row) => asHelper(row, now));
}

/** What people have answered before: to a task, and to every task of its requests. */
export async function readPast(
  db: Db,
  { tasks, requests }: { tasks: readonly string[]; requests: readonly string[] },
): Promise<{ taskId: string; requestId: string | null; personId: string; past: Past }[]> {
  const rows = await db
    .select({
      taskId: assignment.taskId,
      requestId: taskRequest.requestId,
      personId: assignment.personId,
      state: assignment.state,
    })
    .from(assignment)
    .leftJoin(taskRequest, eq(taskRequest.taskId, assignment.taskId))
    .where(
      sql`${assignment.state} <> 'released' and (${assignment.taskId} = any(${sql.param([...tasks])}::uuid[])
        or ${taskRequest.requestId} = any(${sql.param([...requests])}::uuid[]))`,
    );
  return rows.map(({ state, ...row }) => ({
    ...row,
    past: HOLDING_STATES.includes(state)
      ? ("already" as const)
      : state === "declined"
        ? ("declined" as const)
        : ("silent" as const),
  }));
}

type Served = Pick<
  typeof request.$inferSelect,
  "id" | "priority" | "neededBy" | "locale" | "people" | "quantity" | "delivered"
> & { category: string; unit: string | null };

/** Kinds of help in which people ride along, by the codes that a city begins with. */
const RIDES: readonly string[] = ["transport"];
const sumOf = (all: readonly number[]) =>
  all.length === 0 ? null : all.reduce((sum, one) => sum + one, 0);

/**
 * What the requests say about who should go: the most pressing of them, the first deadline, the first one's language, and what has
 * to fit into a vehicle for all of them together.
 */
export const aboutOf = (served: readonly Served[]) => ({
  priority: PRIORITIES.find((one) => served.some(({ priority }) => priority === one)) ?? "normal",
  neededBy: served.reduce<Date | null>(
    (first, { neededBy }) => (neededBy && (!first || neededBy < first) ? neededBy : first),
    null,
  ),
  language: served[0]?.locale ?? null,
  kilograms: sumOf(
    served.flatMap(({ quantity, delivered, unit }) => {
      const missing = quantity === null ? null : Math.max(0, quantity - delivered);
      return kilogramsOf(missing, unit) ?? [];
    }),
  ),
  riders: sumOf(served.flatMap(({ category, people }) => (RIDES.includes(category) ? people : []))),
});

/** How something stands to whoever could go: `requests` of a task that is not there yet. */
async function readNeed(
  db: Db,
  found: TaskFacts,
  requests: readonly string[] | null,
  zone: string,
  now: Date,
): Promise<Needed> {
  const ofTask = db
    .select({ id: taskRequest.requestId })
    .from(taskRequest)
    .where(eq(taskRequest.taskId, found.id));
  const served = await db
    .select({
      id: request.id,
      priority: request.priority,
      neededBy: request.neededBy,
      locale: request.locale,
      people: request.people,
      quantity: request.quantity,
      delivered: request.delivered,
      category: category.code,
      unit: category.unit,
    })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .where(requests ? inArray(request.id, [...requests]) : inArray(request.id, ofTask));
  const past = await readPast(db, { tasks: [found.id], requests: served.map(({ id }) => id) });
  // Whoever is asked by another task of the same request is busy there, not here.
  const own = past.filter((one) => one.past !== "already" || one.taskId === found.id);
  return {
    ...wantedOf(found, zone, now),
    ...aboutOf(served),
    past: Object.fromEntries(own.map((one) => [one.personId, one.past])),
    fetches: false,
  };
}

type CandidateView = {
  id: string;
  name: string;
  skills: readonly Skill[];
  vehicle: Vehicle;
  seats: number | null;
  loadKg: number | null;
  languages: readonly string[];
  kilometres: number | null;
  /** Their home's: for coordinators of it to see. */
  districtId: string | null;
  /** Of somebody who is free now, for what begins now. */
  freeUntil: Date | null;
  verdict: Pick<Verdict, "against" | "pros" | "cons">;
};

type FoundBy = "name" | "skills" | "languages" | "districtId";

/**
 * Who could take a task, or one made of `requests`, the best first, each with what speaks for and against them; those of `first` who are
 * verified before all others, however far away they live. `isFound` says who of the others is looked for.
 */
export async function rankCandidates(
  db: Db,
  found: TaskFacts,
  zone: string,
  now: Date,
  requests: readonly string[] | null = null,
  first: readonly string[] = [],
  isFound: (one: Pick<CandidateView, FoundBy>) => boolean = () => true,
): Promise<CandidateView[]> {
  const [need, rows, wished] = await Promise.all([
    readNeed(db, found, requests, zone, now),
    readCandidates(db, found, null, now),
    first.length > 0 ? readCandidates(db, found, first, now) : [],
  ]);
  const freeUntil = freeUntilFrom(now, (at) => weekMoment(at, zone));
  const before = wished.filter(({ standing }) => standing === "verified");
  const ids = new Set(before.map(({ id }) => id));
  const ranked = (some: typeof rows) =>
    some
      .filter(({ already }) => !already)
      .map((row) => ({ row, verdict: judge(row, need, now) }))
      .sort((one, other) => inOrder(one.verdict, other.verdict));
  return [...ranked(before), ...ranked(rows.filter((one) => !ids.has(one.id) && isFound(one)))]
    .slice(0, SHOWN)
    .map(({ row, verdict: { against, pros, cons, kilometres } }) => ({
      id: row.id,
      name: row.name,
      skills: row.skills,
      vehicle: row.vehicle,
      seats: row.seats,
      loadKg: row.loadKg,
      languages: row.languages,
      kilometres: roughly(kilometres),
      districtId: row.districtId,
      freeUntil: need.window.from <= now && !row.underWayUntil ? freeUntil(row) : null,
      verdict: { against, pros, cons },
    }));
}

export const readTaskFacts = async (db: Db, id: string) => {
  const [found] = await db
    .select({ ...getTableColumns(task), ...taskPlace })
    .from(task)
    .where(eq(task.id, id));
  return found ?? null;
};
