import { and, eq, inArray, sql } from "drizzle-orm";
import { commitment, person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { literals } from "../../../drizzle/schema/columns";
import { assignment, task } from "../../../drizzle/schema/dispatch";
import type { Skill, Vehicle } from "../../accounts/types";
import {
  type Candidate,
  fitOf,
  kilometresTo,
  type Wanted,
  whyNot,
} from "../../matching/rules/why-not";
import type { Db, Tx } from "../../platform/database.server";
import { rangeOf, windowOf } from "../../platform/window.server";
import { weekMoment } from "../../platform/zone";
import { roughly } from "../rules/distance";
import { leftOf } from "../rules/task";
import { HOLDING_STATES } from "../states";

type TaskFacts = Pick<
  typeof task.$inferSelect,
  "id" | "during" | "skills" | "lat" | "lon" | "districtId"
>;

const SHOWN = 40;
const LOOKED_AT = 400;

/** Judged on what is left of the task: who is free from now on can take one that began an hour ago. */
export const wantedOf = (found: TaskFacts, zone: string, now: Date): Wanted => {
  const window = leftOf(found.during, now);
  const { lat, lon } = found;
  return {
    window,
    skills: found.skills,
    begins: weekMoment(window.from, zone),
    place: lat !== null && lon !== null ? { lat, lon } : null,
  };
};

/** What speaks for and against each person in `ids`, or against the nearest of all verified ones. */
export async function readCandidates(db: Db | Tx, found: TaskFacts, ids: readonly string[] | null) {
  const around = rangeOf(found.during);
  const rows = await db
    .select({
      id: person.id,
      name: person.name,
      standing: person.standing,
      skills: volunteerProfile.skills,
      languages: volunteerProfile.languages,
      vehicle: volunteerProfile.vehicle,
      radiusKm: volunteerProfile.radiusKm,
      homeLat: volunteerProfile.homeLat,
      homeLon: volunteerProfile.homeLon,
      availability: volunteerProfile.availability,
      already: sql<boolean>`exists (select from ${assignment} a where a.task_id = ${found.id}
        and a.person_id = ${person.id} and a.state in ${literals(HOLDING_STATES)})`,
      promised: sql<string[]>`array(select c.during::text from ${commitment} c
        where c.person_id = ${person.id}
          and c.during && tstzrange(lower(${around}::tstzrange) - interval '7 days', upper(${around}::tstzrange) + interval '7 days'))`,
    })
    .from(volunteerProfile)
    .innerJoin(person, eq(person.id, volunteerProfile.personId))
    .where(ids ? inArray(person.id, [...ids]) : eq(person.standing, "verified"))
    .orderBy(
      sql`${volunteerProfile.homeDistrictId} is not distinct from ${found.districtId}::uuid desc`,
      sql`(${volunteerProfile.homeLat} - ${found.lat}::float8) ^ 2 + ((${volunteerProfile.homeLon} - ${found.lon}::float8) * 0.6) ^ 2 nulls last`,
      person.id,
    )
    .limit(LOOKED_AT);
  return rows.map(({ homeLat, homeLon, promised, ...row }) => ({
    ...row,
    home: homeLat !== null && homeLon !== null ? { lat: homeLat, lon: homeLon } : null,
    promised: promised.map((during) => windowOf(during)),
  }));
}

type CandidateView = {
  id: string;
  name: string;
  skills: readonly Skill[];
  vehicle: Vehicle;
  languages: readonly string[];
  kilometres: number | null;
  reasons: ReturnType<typeof whyNot>;
};

/** Who could take a task, the best first, each with what speaks against it. */
export async function rankCandidates(
  db: Db,
  found: TaskFacts,
  zone: string,
  now: Date,
): Promise<CandidateView[]> {
  const wanted = wantedOf(found, zone, now);
  const rows = await readCandidates(db, found, null);
  return rows
    .filter(({ already }) => !already)
    .map((row) => ({ row, fit: fitOf(row as Candidate, wanted) }))
    .sort((a, b) => a.fit[0] - b.fit[0] || a.fit[1] - b.fit[1] || a.fit[2] - b.fit[2])
    .slice(0, SHOWN)
    .map(({ row }) => ({
      id: row.id,
      name: row.name,
      skills: row.skills,
      vehicle: row.vehicle,
      languages: row.languages,
      kilometres: roughly(kilometresTo(row.home, wanted.place)),
      reasons: whyNot(row as Candidate, wanted),
    }));
}

export const readTaskFacts = async (db: Db, id: string) => {
  const [found] = await db
    .select()
    .from(task)
    .where(and(eq(task.id, id)));
  return found ?? null;
};
