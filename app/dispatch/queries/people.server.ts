import { and, eq, or, type SQL, sql } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { assignment, isLiveAssignment, isLiveTask, task } from "../../../drizzle/schema/dispatch";
import { district } from "../../../drizzle/schema/districts";
import { reveal } from "../../accounts/queries/reveal.server";
import { inScope } from "../../accounts/queries/scope.server";
import type { Skill } from "../../accounts/types";
import { cellCentre } from "../../districts/rules/grid";
import { kilometresTo } from "../../matching/rules/why-not";
import type { Ctx } from "../../platform/context.server";
import type { Member, Point } from "../../platform/types";
import { windowOf } from "../../platform/window.server";
import { weekMoment } from "../../platform/zone";
import { roughly } from "../rules/distance";
import { freeUntilFrom } from "../rules/free-until";
import { isStale, READINESS, type Readiness, readinessOf } from "../rules/readiness";
import { LIVE_ASSIGNMENT_STATES } from "../states";
import type { AssignmentState } from "../types";
import { silentSince } from "./silent.server";

const SHOWN = 40;
const MOST = 3_000;

/** A part in a live task, as the database writes it. */
type Part = {
  state: AssignmentState;
  since: string;
  signAt: string | null;
  arrivesAt: string | null;
  silentSince: string | null;
  answerBy: string;
  taskId: string;
  number: number;
  /** Where the first of its requests that are still worked on is. */
  requestId: string | null;
  lat: number | null;
  lon: number | null;
};

/**
 * The verified volunteers of a coordinator's districts, of none, and whoever has a part in one of the coordinator's tasks; with what
 * they are doing. Homes stay in this file: they are measured from, and a map knows their cell.
 */
async function readPeople(ctx: Ctx<Member>) {
  const mine = inScope(ctx.actor, task.districtId);
  const parts = sql`from ${assignment} join ${task} on ${task.id} = ${assignment.taskId}
    where ${assignment.personId} = ${person.id} and ${isLiveTask} and ${isLiveAssignment} and ${mine}`;
  const home = inScope(ctx.actor, volunteerProfile.homeDistrictId);
  const nearestPart = sql<Part | null>`(select json_build_object('state', ${assignment.state},
      'since', ${assignment.stateAt}, 'signAt', ${assignment.signAt}, 'arrivesAt', ${assignment.arrivesAt}, 'silentSince', ${silentSince}, 'answerBy', ${assignment.answerBy}, 'taskId', ${task.id},
      'number', ${task.number}, 'lat', ${task.lat}, 'lon', ${task.lon}, 'requestId', (${FIRST_SERVED}))
    ${parts} order by ${NEAREST}, ${assignment.stateAt} desc limit 1)`;
  const around = sql`tstzrange(${ctx.now.toISOString()}::timestamptz - interval '8 days',
    ${ctx.now.toISOString()}::timestamptz + interval '8 days')`;
  const rows = await ctx.db
    .select({
      id: person.id,
      name: person.name,
      skills: volunteerProfile.skills,
      vehicle: volunteerProfile.vehicle,
      availability: volunteerProfile.availability,
      freeDuring: volunteerProfile.freeDuring,
      homeLat: volunteerProfile.homeLat,
      homeLon: volunteerProfile.homeLon,
      districtId: volunteerProfile.homeDistrictId,
      districtNames: district.names,
      ownsHome: sql<boolean>`${home}`,
      part: nearestPart,
      promised: sql<{ during: string; kind: "task" | "shift" }[]>`(select coalesce(json_agg(
          json_build_object('during', c.during::text, 'kind', c.kind)), '[]')
        from commitment c where c.person_id = ${person.id} and c.during && ${around})`,
      seenAt: sql<string | null>`(select max(s.last_seen_at) from session s
        where s.user_id = ${person.id})`,
    })
    .from(volunteerProfile)
    .innerJoin(person, eq(person.id, volunteerProfile.personId))
    .leftJoin(district, eq(district.id, volunteerProfile.homeDistrictId))
    .where(and(eq(person.standing, "verified"), or(home, sql`exists (select ${parts})`)))
    .orderBy(person.name, person.id)
    .limit(MOST);
  const momentOf = (at: Date) => weekMoment(at, ctx.city.zone);
  const moment = momentOf(ctx.now);
  const freeUntil = freeUntilFrom(ctx.now, momentOf);
  return rows.flatMap(({ homeLat, homeLon, promised, seenAt, part, ...row }) => {
    const windows = promised.map(({ during, kind }) => ({ ...windowOf(during), kind }));
    const facts = {
      state: part?.state ?? null,
      promised: windows,
      availability: row.availability,
      freeDuring: row.freeDuring,
    };
    const readiness = readinessOf(facts, ctx.now, moment);
    if (!readiness) return [];
    const homePoint = homeLat === null || homeLon === null ? null : { lat: homeLat, lon: homeLon };
    const onShift = windows.find(({ from, to }) => from <= ctx.now && ctx.now < to);
    return {
      ...row,
      home: homePoint,
      part,
      readiness,
      onShift,
      freeUntil: readiness === "free" ? freeUntil(facts) : null,
      seenAt: seenAt && new Date(seenAt),
    };
  });
}

/** Nearest to a door first. */
const NEAREST: SQL = sql`array_position(${sql.param([...LIVE_ASSIGNMENT_STATES])}::text[], ${assignment.state}) desc`;
const FIRST_SERVED: SQL = sql`select tr.request_id from task_request tr
  join request r on r.id = tr.request_id
  where tr.task_id = ${task.id} and r.lane is not null order by tr.position limit 1`;

type Asked = {
  readiness: Readiness;
  skill: Skill | null;
  /** Where the open request is. */
  near: Point | null;
};

/** Who is free, asked, on the way …: counts of all, and those of one kind with their phones, which are looks and on record. */
export async function listPeople(ctx: Ctx<Member>, { readiness, skill, near }: Asked) {
  const people = (await readPeople(ctx)).filter(({ skills }) => !skill || skills.includes(skill));
  const counts = Object.fromEntries(
    READINESS.map((one) => [one, people.filter((each) => each.readiness === one).length]),
  ) as Record<Readiness, number>;
  const lines = people
    .filter((each) => each.readiness === readiness)
    .map(({ home, part, onShift, availability: _, freeDuring: __, districtId: ___, ...row }) => {
      const since = part ? new Date(part.since) : (onShift?.from ?? null);
      const signAt = part?.signAt ? new Date(part.signAt) : null;
      const signs = [row.seenAt, signAt, part && new Date(part.since)].filter((at) => at !== null);
      const way = part && kilometresTo(home, pointOfPart(part));
      const step = part && {
        state: part.state,
        since: new Date(part.since),
        signAt,
        arrivesAt: part.arrivesAt ? new Date(part.arrivesAt) : null,
        answerBy: new Date(part.answerBy),
        kilometres: roughly(way),
        vehicle: row.vehicle,
      };
      return {
        ...row,
        kilometres: roughly(kilometresTo(home, near)),
        since,
        until: onShift?.to ?? null,
        state: part?.state ?? null,
        task: part && { id: part.taskId, number: part.number },
        sign: signs.length > 0 ? new Date(Math.max(...signs.map(Number))) : null,
        stale: step !== null && isStale(step, ctx.now),
        silentSince: part?.silentSince ? new Date(part.silentSince) : null,
      };
    })
    .sort(
      (a, b) =>
        (a.kilometres ?? Infinity) - (b.kilometres ?? Infinity) ||
        Number(b.sign ?? 0) - Number(a.sign ?? 0) ||
        (a.name < b.name ? -1 : 1),
    );
  const shown = lines.slice(0, SHOWN);
  const ids = shown.map(({ id }) => id);
  const contacts = await reveal(ctx.db, ctx, "volunteer", ids, { page: "board" });
  return {
    counts,
    people: shown.map((line) => ({ ...line, phone: contacts.get(line.id)?.phone ?? null })),
    more: lines.length - shown.length,
  };
}

const pointOfPart = ({ lat, lon }: Part): Point | null =>
  lat === null || lon === null ? null : { lat, lon };

/** Those of the coordinator's own volunteers who are free and live in one of these cells. */
export async function freeWithin(ctx: Ctx<Member>, cells: readonly Point[]): Promise<string[]> {
  const wanted = new Set(cells.map(({ lat, lon }) => `${lat} ${lon}`));
  return (await readPeople(ctx)).flatMap(({ id, ownsHome, home, readiness }) => {
    if (!ownsHome || !home || readiness !== "free") return [];
    const cell = cellCentre(home);
    return wanted.has(`${cell.lat} ${cell.lon}`) ? id : [];
  });
}

/**
 * For the map, without names: in which cells free volunteers live, and from which cell somebody is on the way to which request.
 * Of the coordinator's own volunteers alone.
 */
export async function placePeople(ctx: Ctx<Member>) {
  const people = (await readPeople(ctx)).filter(({ ownsHome, home }) => ownsHome && home);
  const free = new Map<string, Point & { count: number; districtId: string | null }>();
  for (const { home, readiness, districtId } of people) {
    if (readiness !== "free") continue;
    const cell = cellCentre(home!);
    const key = `${cell.lat} ${cell.lon}`;
    const known = free.get(key) ?? { ...cell, count: 0, districtId };
    free.set(key, { ...known, count: known.count + 1 });
  }
  const moving = people.flatMap(({ home, part }) =>
    part?.state === "en_route" && part.requestId
      ? { ...cellCentre(home!), requestId: part.requestId }
      : [],
  );
  return { free: [...free.values()], moving };
}
