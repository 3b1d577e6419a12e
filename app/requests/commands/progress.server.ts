import { and, eq, isNull, sql } from "drizzle-orm";
import { request } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import { readClocks } from "../../districts/queries.server";
import { addAmounts } from "../../platform/amount";
import type { Acting } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { schedule } from "../../platform/schedule.server";
import { done, type Result, refuse } from "../../platform/types";
import { CONFIRMATION_HOURS } from "../rules/timing";
import { dueOf, troubleAfter } from "../rules/urgency";
import type { Cover, Trouble } from "../states";
import { moveRequest } from "./move.server";

const lock = async (tx: Tx, id: string) => {
  const [found] = await tx.select().from(request).where(eq(request.id, id)).for("update");
  return found ?? null;
};

/** A task begins to work on a request; a second one joins it. Refuses: `request.unknown`, `request.moved_on`. */
export async function startProgress(tx: Tx, ctx: Acting, id: string): Promise<Result<null>> {
  const found = await lock(tx, id);
  if (!found) return refuse("request.unknown");
  if (found.state === "in_progress") return done(null);
  return moveRequest(tx, ctx, found, { to: "in_progress", type: "request.taken_up" });
}

/**
 * Who is coming to a locked request is another than before. The clock that runs follows; whoever had said yes and is gone
 * leaves a mark until somebody is asked again. Its version stays: nothing that is written on a form stands in it.
 */
export async function setCover(
  tx: Tx,
  ctx: Acting,
  id: string,
  { cover, askedUntil }: { cover: Cover; askedUntil: Date | null },
): Promise<void> {
  const [found] = await tx.select().from(request).where(eq(request.id, id));
  if (found?.state !== "in_progress") return;
  const sameTime = found.askedUntil?.getTime() === askedUntil?.getTime();
  if (found.cover === cover && sameTime) return;
  const clocks = await readClocks(tx, found.districtId);
  await tx
    .update(request)
    .set({
      cover,
      askedUntil,
      coverAt: found.cover === cover ? found.coverAt : ctx.now,
      trouble: troubleAfter(found, cover),
      dueAt: dueOf({ ...found, cover }, clocks),
    })
    .where(eq(request.id, id));
  if (found.cover === cover) return;
  const { districtId } = found;
  await record(tx, ctx, { type: "request.covered", thingId: id, districtId, reason: cover });
}

/** Whoever is on the way to a locked request can't go on alone. */
export const markProblem = (tx: Tx, id: string) =>
  tx
    .update(request)
    .set({ trouble: "problem" })
    .where(and(eq(request.id, id), eq(request.state, "in_progress")));

/** What a locked request needed a look for before a task took it up still does, unless something worse does now. */
export const keepTrouble = (tx: Tx, id: string, trouble: Trouble) =>
  tx
    .update(request)
    .set({ trouble })
    .where(and(eq(request.id, id), eq(request.state, "in_progress"), isNull(request.trouble)));

/**
 * Somebody who is at a locked request's door gives no sign of life, or nobody does not any more: then it is as it was for whoever
 * `hasProblem`.
 */
export const setSilence = (tx: Tx, id: string, isSilent: boolean, hasProblem: boolean) =>
  tx
    .update(request)
    .set({ trouble: isSilent ? "silent" : hasProblem ? "problem" : null })
    .where(
      and(
        eq(request.id, id),
        isSilent
          ? and(eq(request.state, "in_progress"), sql`${request.trouble} is distinct from 'silent'`)
          : eq(request.trouble, "silent"),
      ),
    );

type Delivery = {
  /** In the category's unit; null where nothing is counted. */
  delivered: number | null;
  /** For what is not counted: whether the need is met. */
  whole: boolean;
  /** Another live task still works on the request. */
  others: boolean;
};

/**
 * A coordinator has confirmed what came. Met, the request is fulfilled; short, its rest is open
 * again, or waits for the other tasks that work on it. Refuses: `request.unknown`.
 */
export async function fulfil(
  tx: Tx,
  ctx: Acting,
  id: string,
  { delivered, whole, others }: Delivery,
): Promise<Result<null>> {
  const before = await lock(tx, id);
  if (!before) return refuse("request.unknown");
  // It was reopened while the task went on: what came counts.
  if (before.state === "triaged") await startProgress(tx, ctx, id);
  const found = (await lock(tx, id))!;
  // It may have been cancelled meanwhile; what came is confirmed all the same.
  if (found.state !== "in_progress") return done(null);
  const sum = addAmounts(found.delivered, delivered ?? 0);
  const isCounted = found.quantity !== null && delivered !== null;
  // Of one that was opened again all may have come before: nothing more does not meet it.
  const met = isCounted ? delivered > 0 && sum >= found.quantity! : whole;
  if (!met && others) {
    await tx.update(request).set({ delivered: sum, trouble: "short" }).where(eq(request.id, id));
    const { districtId } = found;
    const data = { delivered: sum };
    await record(tx, ctx, { type: "request.delivered_short", thingId: id, districtId, data });
    return done(null);
  }
  if (!met)
    return moveRequest(tx, ctx, found, {
      to: "triaged",
      type: "request.delivered_short",
      reason: "short",
      data: { delivered: sum },
      set: { delivered: sum, trouble: "short" },
    });
  const closes = new Date(ctx.now.getTime() + CONFIRMATION_HOURS * 3_600_000);
  const payload = { request: id, since: ctx.now.toISOString() };
  await schedule(tx, { name: "close-fulfilled", payload, key: `close ${id}`, at: closes });
  return moveRequest(tx, ctx, found, {
    to: "fulfilled",
    type: "request.fulfilled",
    data: { delivered: sum, before: found.delivered },
    set: { delivered: sum },
  });
}

/** A task has ended without help; unless another works on it, the request is open again. Refuses: `request.unknown`. */
export async function backToTriage(
  tx: Tx,
  ctx: Acting,
  id: string,
  { reason, others }: { reason: string; others: boolean },
): Promise<Result<null>> {
  const found = await lock(tx, id);
  if (!found) return refuse("request.unknown");
  if (others || found.state !== "in_progress") return done(null);
  return moveRequest(tx, ctx, found, {
    to: "triaged",
    type: "request.open_again",
    reason,
    set: { trouble: "task_ended" },
  });
}
