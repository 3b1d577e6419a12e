import { and, asc, eq, inArray } from "drizzle-orm";
import { commitment, person, volunteerProfile } from "../../../drizzle/schema/accounts";
import {
  assignment,
  isWaiting,
  offerChain,
  task,
  taskRequest,
} from "../../../drizzle/schema/dispatch";
import {
  createCommitment,
  lockPeople,
  overlappingCommitment,
} from "../../accounts/commands/commitment.server";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse, type Window } from "../../platform/types";
import { coordinates } from "../../requests/policy";
import { changeTaskForm } from "../form";
import { judgeWindow, takesHelp } from "../rules/task";
import { ACCEPTED_STATES, HOLDING_STATES } from "../states";
import { followTeam, lockTask, type TaskRow, teamOf } from "./steps.server";

/**
 * Changes what a task that still goes on says, takes and when it is; whoever has said yes is told of another time or other
 * words, and is promised for the new time. Refuses: `task.unknown`, `conflict`, `task.over`, `task.window`, `task.long`,
 * `task.distant`, `task.nameless`, `task.team_small` (with how many are on it), `task.together` (with who does not go alone), `task.not_free` (with who, and from when they
 * are promised elsewhere).
 */
export const changeTask = command({
  name: "task.change",
  input: changeTaskForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, version, from, to, ...said }) => {
    // People before tasks, as whoever answers locks them: whoever says yes meanwhile makes this a conflict or waits.
    const team = await tx
      .select({ id: assignment.personId })
      .from(assignment)
      .where(and(eq(assignment.taskId, id), inArray(assignment.state, [...HOLDING_STATES])));
    await lockPeople(
      tx,
      team.map((one) => one.id),
    );
    const locked = await lockTask(tx, ctx, id, version);
    if (!locked.ok) return locked;
    const before = locked.value;
    if (!takesHelp(before.state)) return refuse("task.over");
    const during = {
      from: sameMinute(from, before.during.from) ? before.during.from : from,
      to: sameMinute(to, before.during.to) ? before.during.to : to,
    };
    const isMoved = +during.from !== +before.during.from || +during.to !== +before.during.to;
    // One that is late stays as late as it is where only its words are changed.
    const wrong = isMoved ? judgeWindow(during, ctx.now) : null;
    if (wrong) return refuse(wrong.code, { days: wrong.days ?? 0 });
    if (!said.title && !(await servesAny(tx, id))) return refuse("task.nameless");
    const held = (await teamOf(tx, id)).filter(({ state }) => HOLDING_STATES.includes(state));
    if (said.teamSize < before.teamSize && held.length > said.teamSize)
      return refuse("task.team_small", { count: String(held.length) });
    const pair = said.teamSize === 1 && before.teamSize > 1 ? await goesOnlyTogether(tx, id) : null;
    if (pair) return refuse("task.together", { name: pair });
    if (isMoved) {
      const promised = await promiseAnew(tx, before, during, ctx.now);
      if (!promised.ok) return promised;
    }
    const [changed] = await tx
      .update(task)
      .set({ ...said, during, version: before.version + 1 })
      .where(eq(task.id, id))
      .returning();
    const othersWords =
      said.briefing !== before.briefing ||
      said.checklist.join("\n") !== before.checklist.join("\n");
    const reason = isMoved ? "time" : othersWords ? "words" : undefined;
    await record(tx, ctx, {
      type: "task.changed",
      thingId: id,
      districtId: before.districtId,
      reason,
    });
    return followTeam(tx, ctx, changed!);
  },
});

/** A form knows minutes; a task that was sent at once began at a second. */
const sameMinute = (one: Date, other: Date) =>
  Math.floor(+one / 60_000) === Math.floor(+other / 60_000);

/**
 * Who is on a task, asked for it or waits for their turn and does not go alone; null for nobody. A word by which they were asked
 * is none on that: it was for a team.
 */
async function goesOnlyTogether(tx: Tx, id: string): Promise<string | null> {
  const holding = tx
    .select({ id: assignment.personId })
    .from(assignment)
    .where(and(eq(assignment.taskId, id), inArray(assignment.state, [...HOLDING_STATES])));
  const waiting = tx
    .select({ id: offerChain.personId })
    .from(offerChain)
    .where(and(eq(offerChain.taskId, id), isWaiting));
  const [one] = await tx
    .select({ name: person.name })
    .from(person)
    .innerJoin(volunteerProfile, eq(volunteerProfile.personId, person.id))
    .where(and(volunteerProfile.onlyTogether, inArray(person.id, holding.union(waiting))))
    .orderBy(asc(person.name))
    .limit(1);
  return one?.name ?? null;
}

async function servesAny(tx: Tx, id: string): Promise<boolean> {
  const [one] = await tx
    .select({ id: taskRequest.requestId })
    .from(taskRequest)
    .where(eq(taskRequest.taskId, id))
    .limit(1);
  return one !== undefined;
}

/** Promises whoever has said yes for another time; a promise that has begun goes on from when it began. */
async function promiseAnew(
  tx: Tx,
  { id }: TaskRow,
  { from, to }: Window,
  now: Date,
): Promise<Result<null>> {
  const promises = await tx
    .select({
      source: assignment.id,
      personId: assignment.personId,
      name: person.name,
      during: commitment.during,
    })
    .from(assignment)
    .innerJoin(commitment, eq(commitment.sourceId, assignment.id))
    .innerJoin(person, eq(person.id, assignment.personId))
    .where(and(eq(assignment.taskId, id), inArray(assignment.state, [...ACCEPTED_STATES])));
  for (const { source, personId, name, during } of promises) {
    const hasBegun = during.from <= now && from <= now;
    const next = { from: hasBegun ? during.from : from, to };
    const clash = await overlappingCommitment(tx, personId, next, [source]);
    if (clash) return refuse("task.not_free", { who: name, at: clash.from.toISOString() });
    await createCommitment(tx, { personId, during: next, kind: "task", sourceId: source });
  }
  return done(null);
}
