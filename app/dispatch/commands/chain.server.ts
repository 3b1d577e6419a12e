import { and, eq, sql } from "drizzle-orm";
import { offerChain, task } from "../../../drizzle/schema/dispatch";
import { record } from "../../audit/commands/record.server";
import { isHard, type WhyNot, whyNot } from "../../matching/rules/why-not";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, refuse } from "../../platform/types";
import { coordinates } from "../../requests/policy";
import { chainForm, chainPersonForm, followForm } from "../form";
import { readCandidates, wantedOf } from "../queries/candidates.server";
import { chainStep } from "../rules/chain";
import { endWaiting, waitingFor } from "./chain-rows.server";
import { insertOffer, lockPeople } from "./offer.server";
import { followCover, lockTask, type TaskRow, teamOf } from "./steps.server";

type Link = typeof offerChain.$inferSelect;

/**
 * Asks whoever is next for a task, one for each place that is free and nobody is asked for: so it may run as often as it likes.
 * Whoever does not fit any more is passed over. Refuses: `taken` where the chain has changed meanwhile.
 */
export const askNext = command({
  name: "task.ask-next",
  input: followForm,
  run: async (tx, ctx, { task: id }) => {
    const known = (await waitingFor(tx, id)).map(({ personId }) => personId);
    if (known.length === 0) return done(null);
    await lockPeople(tx, known);
    const [found] = await tx.select().from(task).where(eq(task.id, id)).for("update");
    const waiting = await waitingFor(tx, id);
    if (!found || !waiting.every(({ personId }) => known.includes(personId)))
      return refuse("taken");
    const team = await teamOf(tx, id);
    const states = team.map(({ state }) => state);
    const step = chainStep(found, states, ctx.now);
    if ("end" in step) await endWaiting(tx, ctx, id, { ended: step.end });
    else await askFirst(tx, ctx, found, waiting, step.ask);
    await followCover(tx, ctx, id);
    return done(null);
  },
});

/** Asks the first `places` of them of whom nothing speaks against it. */
async function askFirst(
  tx: Tx,
  ctx: Inside,
  found: TaskRow,
  waiting: readonly Link[],
  places: number,
): Promise<void> {
  if (places === 0) return;
  const wanted = wantedOf(found, ctx.city.zone, ctx.now);
  const ids = waiting.map(({ personId }) => personId);
  const rows = await readCandidates(tx, found, ids, ctx.now);
  const against = ({ personId, word }: Link): WhyNot | undefined => {
    const row = rows.find(({ id }) => id === personId);
    // Without a profile they volunteer no more.
    if (!row) return "not_verified";
    const reasons = whyNot(row, wanted);
    return word ? reasons.find(isHard) : reasons[0];
  };
  let left = places;
  for (const link of waiting) {
    if (left === 0) return;
    const { personId, minutes, word, addedBy } = link;
    const reason = against(link);
    if (reason) {
      await endWaiting(tx, ctx, found.id, { ended: reason, personId });
      await record(tx, ctx, {
        type: "task.chain_skipped",
        thingId: found.id,
        districtId: found.districtId,
        reason,
        data: { person: personId },
      });
      continue;
    }
    await insertOffer(tx, ctx, found, {
      personId,
      answerBy: new Date(ctx.now.getTime() + minutes * 60_000),
      override: word || null,
      offeredBy: addedBy,
    });
    left -= 1;
  }
}

/** Nobody more is asked by itself; whoever is asked already may still answer. Refuses: `task.unknown`, `task.chain_empty`. */
export const stopChain = command({
  name: "task.stop-chain",
  input: chainForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id }) => {
    const locked = await lockTask(tx, ctx, id);
    if (!locked.ok) return locked;
    const { districtId } = locked.value;
    const stopped = await endWaiting(tx, ctx, id, { ended: "stopped" });
    if (stopped === 0) return refuse("task.chain_empty");
    await record(tx, ctx, { type: "task.chain_stopped", thingId: id, districtId });
    await followCover(tx, ctx, id);
    return done(stopped);
  },
});

/** One of those who wait is not asked. Refuses: `task.unknown`, `task.chain_empty`. */
export const leaveOut = command({
  name: "task.leave-out",
  input: chainPersonForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, person }) => {
    const locked = await lockTask(tx, ctx, id);
    if (!locked.ok) return locked;
    const { districtId } = locked.value;
    const left = await endWaiting(tx, ctx, id, { ended: "taken_out", personId: person });
    if (left === 0) return refuse("task.chain_empty");
    const data = { person };
    await record(tx, ctx, { type: "task.chain_left", thingId: id, districtId, data });
    await followCover(tx, ctx, id);
    return done(null);
  },
});

/** One of those who wait is asked before the others. Refuses: `task.unknown`, `task.chain_empty`. */
export const putFirst = command({
  name: "task.put-first",
  input: chainPersonForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, person }) => {
    const locked = await lockTask(tx, ctx, id);
    if (!locked.ok) return locked;
    const waiting = await waitingFor(tx, id);
    const link = waiting.find(({ personId }) => personId === person);
    if (!link) return refuse("task.chain_empty");
    const position = sql`${waiting[0]!.position} - 1`;
    await tx
      .update(offerChain)
      .set({ position })
      .where(and(eq(offerChain.taskId, id), eq(offerChain.personId, person)));
    const order = [
      person,
      ...waiting.flatMap(({ personId }) => (personId === person ? [] : personId)),
    ];
    await record(tx, ctx, {
      type: "task.chain_set",
      thingId: id,
      districtId: locked.value.districtId,
      data: { people: order },
    });
    return done(null);
  },
});
