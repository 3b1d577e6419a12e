import { desc, eq } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import { handover, handoverDistrict } from "../../../drizzle/schema/duty";
import { record } from "../../audit/commands/record.server";
import { type Lifecycle, transition } from "../../audit/commands/transition.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, refuse } from "../../platform/types";
import { sayBoardSeen } from "../../requests/commands/seen.server";
import { handoverForm, takingForm, withdrawalForm } from "../form";
import { mayKeepDuty, mayTake } from "../policy";
import { type HandoverState, handoverTransitions } from "../states";
import { SECTIONS } from "../types";
import { beginDuty, dutyOf, endDuty } from "./duty.server";

const life: Lifecycle<"handover", typeof handover, HandoverState> = {
  thing: "handover",
  table: handover,
  transitions: handoverTransitions,
  refusal: "handover.over",
};

/**
 * Whoever is on duty leaves all of their districts to whoever takes them; until then they are on duty. Refuses: `duty.none`,
 * `handover.waits` where one of theirs waits already.
 */
export const offerHandover = command({
  name: "handover.offer",
  input: handoverForm,
  may: mayKeepDuty,
  violations: { handover_open: "handover.waits" },
  run: async (tx, ctx: Inside<Member>, { note }) => {
    const { personId } = ctx.actor;
    const own = await dutyOf(tx, personId);
    if (own.length === 0) return refuse("duty.none");
    const since = new Date(Math.min(...own.map((one) => one.since.getTime())));
    const [made] = await tx
      .insert(handover)
      .values({ personId, note, since, createdAt: ctx.now, stateAt: ctx.now })
      .returning({ id: handover.id });
    const { id } = made!;
    await tx
      .insert(handoverDistrict)
      .values(own.map(({ districtId }) => ({ handoverId: id, districtId })));
    const data = { districts: own.map(({ districtId }) => districtId) };
    await record(tx, ctx, { type: "handover.open", thingId: id, toState: "open", data });
    return done({ id });
  },
});

/** Its author stays on duty. Refuses: `handover.unknown`, `handover.over`, `conflict`. */
export const withdrawHandover = command({
  name: "handover.withdraw",
  input: withdrawalForm,
  may: mayKeepDuty,
  run: async (tx, ctx: Inside<Member>, { id, version }) => {
    const found = await lockHandover(tx, id);
    if (found?.row.personId !== ctx.actor.personId) return refuse("handover.unknown");
    const moved = await transition(tx, ctx, life, { ...found.row, version }, "withdrawn");
    return moved.ok ? done(null) : moved;
  },
});

/**
 * Whoever takes over is on duty from this moment, whoever handed over no longer, and what is new on the board is counted from here.
 * Refuses: `handover.unknown`, `handover.unread` where a part was not gone through, `handover.over` where somebody was faster, `conflict`.
 */
export const takeHandover = command({
  name: "handover.take",
  input: takingForm,
  may: mayKeepDuty,
  run: async (tx, ctx: Inside<Member>, { id, version, read }) => {
    const found = await lockHandover(tx, id);
    if (!found || !mayTake(ctx.actor, { ...found.row, districts: found.districts }))
      return refuse("handover.unknown");
    const { row, districts } = found;
    if (row.state !== "open") return refuse("handover.over");
    if (SECTIONS.some((one) => !read.includes(one))) return refuse("handover.unread");
    const set = { takenBy: ctx.actor.personId };
    const taken = await transition(tx, ctx, life, { ...row, version }, "taken", { set });
    if (!taken.ok) return taken;
    const theirs = await dutyOf(tx, row.personId);
    await endDuty(
      tx,
      ctx,
      theirs.filter(({ districtId }) => districts.includes(districtId)),
    );
    await beginDuty(tx, ctx, districts);
    const [last] = await tx.select({ id: event.id }).from(event).orderBy(desc(event.id)).limit(1);
    return sayBoardSeen.run(tx, ctx, { line: last?.id ?? 0 });
  },
});

async function lockHandover(tx: Tx, id: string) {
  const [row] = await tx.select().from(handover).where(eq(handover.id, id)).for("update");
  if (!row) return null;
  const districts = await tx
    .select({ id: handoverDistrict.districtId })
    .from(handoverDistrict)
    .where(eq(handoverDistrict.handoverId, id))
    .orderBy(handoverDistrict.districtId);
  return { row, districts: districts.map((one) => one.id) };
}
