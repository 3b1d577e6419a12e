import { and, asc, eq, inArray } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import {
  assignment,
  isLiveAssignment,
  isLiveTask,
  task,
  taskRequest,
} from "../../../drizzle/schema/dispatch";
import type { Vehicle } from "../../accounts/types";
import { pointOf } from "../../districts/rules/place";
import { kilometresTo } from "../../matching/rules/why-not";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { roughly } from "../rules/distance";
import { staleFrom } from "../rules/readiness";
import { LIVE_ASSIGNMENT_STATES } from "../states";
import type { AssignmentState } from "../types";
import { silentSince } from "./silent.server";

/** Somebody who was asked for a request or has said yes to it, by name alone, since when they stand so and for how long that is no wonder. */
export type ComingPerson = {
  name: string;
  state: AssignmentState;
  since: Date;
  /** Of somebody who has said yes. */
  staleFrom: Date | null;
  /** Of somebody who is there, was asked whether they are all right and does not answer: when they were last heard of. */
  silentSince: Date | null;
  /** Of somebody who was asked whether they are still coming: when, when they said so, and when they will be there. */
  comingAskedAt: Date | null;
  comingSaidAt: Date | null;
  arrivesAt: Date | null;
};

/**
 * Who was asked for each request, and who is coming; the nearest to the door first. The requests are those of a list that the
 * coordinator may see.
 */
export async function whoIsComing(
  { db }: Pick<Ctx<Member>, "db">,
  requestIds: readonly string[],
): Promise<Map<string, ComingPerson[]>> {
  const coming = new Map<string, ComingPerson[]>();
  if (requestIds.length === 0) return coming;
  const rows = await db
    .select({
      requestId: taskRequest.requestId,
      name: person.name,
      state: assignment.state,
      since: assignment.stateAt,
      answerBy: assignment.answerBy,
      silentSince,
      signAt: assignment.signAt,
      comingAskedAt: assignment.comingAskedAt,
      comingSaidAt: assignment.comingSaidAt,
      arrivesAt: assignment.arrivesAt,
      vehicle: volunteerProfile.vehicle,
      home: { lat: volunteerProfile.homeLat, lon: volunteerProfile.homeLon },
      door: { lat: task.lat, lon: task.lon },
    })
    .from(taskRequest)
    .innerJoin(task, eq(task.id, taskRequest.taskId))
    .innerJoin(assignment, eq(assignment.taskId, task.id))
    .innerJoin(person, eq(person.id, assignment.personId))
    .leftJoin(volunteerProfile, eq(volunteerProfile.personId, person.id))
    .where(and(inArray(taskRequest.requestId, [...requestIds]), isLiveTask, isLiveAssignment))
    .orderBy(asc(assignment.stateAt));
  for (const { requestId, name, silentSince, comingAskedAt, comingSaidAt, ...step } of rows) {
    const { state, since, arrivesAt } = step;
    const answer = { comingAskedAt, comingSaidAt, arrivesAt };
    const one = { name, state, since, staleFrom: staleOf(step), silentSince, ...answer };
    coming.set(requestId, [...(coming.get(requestId) ?? []), one]);
  }
  for (const people of coming.values())
    people.sort((a, b) => NEAREST.indexOf(a.state) - NEAREST.indexOf(b.state));
  return coming;
}

type Spot = { lat: number | null; lon: number | null };
type Step = {
  state: AssignmentState;
  since: Date;
  signAt: Date | null;
  arrivesAt: Date | null;
  answerBy: Date;
  vehicle: Vehicle | null;
  home: Spot | null;
  door: Spot;
};

/** By a distance to half a kilometre: a time that is exact would tell where somebody lives. */
function staleOf({ home, door, vehicle, ...step }: Step): Date | null {
  if (step.state === "offered") return null;
  const kilometres = roughly(kilometresTo(home && pointOf(home), pointOf(door)));
  return staleFrom({ ...step, kilometres, vehicle: vehicle ?? "none" });
}

const NEAREST: readonly AssignmentState[] = [...LIVE_ASSIGNMENT_STATES].reverse();
