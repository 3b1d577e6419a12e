import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { assignment, task } from "../../../drizzle/schema/dispatch";
import { record } from "../../audit/commands/record.server";
import { isHard, whyNot } from "../../matching/rules/why-not";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { isUuid } from "../../platform/identifiers";
import { schedule } from "../../platform/schedule.server";
import { done, type Member, type Refusal, refuse } from "../../platform/types";
import { coordinates } from "../../requests/policy";
import { offerForm, releaseForm } from "../form";
import { readCandidates, wantedOf } from "../queries/candidates.server";
import { placesToAskFor } from "../rules/chain";
import { takesHelp } from "../rules/task";
import { accept } from "./answer.server";
import { addToChain, endWaiting } from "./chain-rows.server";
import {
  followCover,
  followTeam,
  lockTask,
  lockTeamMember,
  moveAssignment,
  type TaskRow,
  teamOf,
} from "./steps.server";

/**
 * Offers a task to one or more volunteers, more than there are places if need be: who answers first has
 * it; or, `inTurn`, to as many as there are places, and to the next of them whenever one says no or nothing. With `said: yes` they have said so on the phone already, by the word of the coordinator whose name the record keeps. Refuses, for the first of whom it can't be: `task.unknown`, `task.over`, `task.nobody`,
 * `assignment.<hard reason>`, `assignment.needs_word`, and what accepting refuses.
 */
export const offerTask = command({
  name: "task.offer",
  input: offerForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, people: picked, minutes, word, said, inTurn }) => {
    const people = [...new Set(picked)];
    if (people.length === 0 || !people.every(isUuid)) return refuse("task.nobody");
    await lockPeople(tx, people);
    const locked = await lockTask(tx, ctx, id);
    if (!locked.ok) return locked;
    if (!takesHelp(locked.value.state)) return refuse("task.over");
    const refusal = await whyRefused(tx, ctx, locked.value, people, word);
    if (refusal) return refusal;
    const answerBy = new Date(ctx.now.getTime() + minutes * 60_000);
    const places = inTurn ? await placesOf(tx, locked.value) : people.length;
    for (const personId of people.slice(0, places)) {
      const part = await insertOffer(tx, ctx, locked.value, {
        personId,
        answerBy,
        override: word || null,
        offeredBy: ctx.actor.personId,
      });
      if (said !== "yes") continue;
      const [current] = await tx.select().from(task).where(eq(task.id, id));
      const accepted = await accept(tx, ctx, { part, task: current! });
      if (!accepted.ok) return accepted;
    }
    await addToChain(tx, ctx, locked.value, people.slice(places), { minutes, word });
    await followCover(tx, ctx, id);
    return done(people.length);
  },
});

/** The order of the whole house: persons before tasks, and by their ids. */
export async function lockPeople(tx: Tx, people: readonly string[]) {
  for (const personId of [...people].sort())
    await tx.select({ id: person.id }).from(person).where(eq(person.id, personId)).for("update");
}

async function placesOf(tx: Tx, { id, teamSize }: TaskRow) {
  const team = await teamOf(tx, id);
  return placesToAskFor(
    teamSize,
    team.map(({ state }) => state),
  );
}

async function whyRefused(
  tx: Tx,
  { city, now }: Inside<Member>,
  found: TaskRow,
  people: readonly string[],
  word: string,
): Promise<Refusal | null> {
  const wanted = wantedOf(found, city.zone, now);
  const rows = await readCandidates(tx, found, people, now);
  if (rows.length !== people.length) return refuse("task.nobody");
  for (const row of rows) {
    const reasons = whyNot(row, wanted);
    const hard = reasons.find(isHard);
    if (hard) return refuse(`assignment.${hard}`, { name: row.name });
    if (reasons.length > 0 && !word) return refuse("assignment.needs_word", { name: row.name });
  }
  return null;
}

type Offer = { personId: string; answerBy: Date; override: string | null; offeredBy: string };

/** Asks somebody of whom nothing speaks against it; persons and task are locked. Whoever waited for their turn has had it. */
export async function insertOffer(tx: Tx, ctx: Acting, found: TaskRow, offer: Offer) {
  const { personId, answerBy } = offer;
  const [made] = await tx
    .insert(assignment)
    .values({
      ...offer,
      taskId: found.id,
      offeredAt: ctx.now,
      stateAt: ctx.now,
    })
    .returning();
  const { id } = made!;
  await record(tx, ctx, {
    type: "assignment.offered",
    thingId: id,
    toState: "offered",
    districtId: found.districtId,
    data: { task: found.id, person: personId },
  });
  await endWaiting(tx, ctx, found.id, { ended: "asked", personId, assignmentId: id });
  const payload = { assignment: id };
  await schedule(tx, { name: "offer-expiry", payload, key: `expiry ${id}`, at: answerBy });
  return made!;
}

/** A coordinator takes an offer or a promise back. Refuses: `task.unknown`, `assignment.unknown`, `assignment.over`. */
export const releaseAssignment = command({
  name: "assignment.release",
  input: releaseForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, assignment: assignmentId }) => {
    const locked = await lockTeamMember(tx, ctx, id, assignmentId);
    if (!locked.ok) return locked;
    const { found, part } = locked.value;
    const released = await moveAssignment(tx, ctx, part, "released");
    return released.ok ? followTeam(tx, ctx, found) : released;
  },
});
