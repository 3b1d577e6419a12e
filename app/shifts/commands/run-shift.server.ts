import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { literals } from "../../../drizzle/schema/columns";
import { shift, shiftRole, signUp } from "../../../drizzle/schema/shifts";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import type { SystemActor } from "../../platform/jobs.server";
import { done, type Result } from "../../platform/types";
import { idForm } from "../form";
import { STILL_COMING } from "../states";
import { fill } from "./series-parts.server";
import { moveShift } from "./shifts.server";
import { lockShifts, moveSignUp, type ShiftRow, type SignUpRow } from "./sign-ups.server";

type ByClock = Inside<SystemActor>;

/** A locked shift whose moment has come; null for one that was moved meanwhile: the clock may come twice, or late. */
async function lockDue(tx: Tx, { now }: Acting, id: string, due: "from" | "to") {
  const [locked] = await lockShifts(tx, [id]);
  return locked && locked.during[due] <= now ? locked : null;
}

/** Its start has come. */
export const beginShift = command({
  name: "shift.begin",
  input: idForm,
  run: async (tx, ctx: ByClock, { id }) => {
    const due = await lockDue(tx, ctx, id, "from");
    if (due?.state !== "published") return done(null);
    const moved = await moveShift(tx, ctx, due, "running");
    return moved.ok ? done(null) : moved;
  },
});

const withState = (tx: Tx, shiftId: string, states: SignUpRow["state"][]) =>
  tx
    .select()
    .from(signUp)
    .where(and(eq(signUp.shiftId, shiftId), inArray(signUp.state, states)))
    .orderBy(asc(signUp.id));

/** Its end has come: whoever still waits, waits for nothing. */
export const endShift = command({
  name: "shift.end",
  input: idForm,
  run: async (tx, ctx: ByClock, { id }) => {
    const due = await lockDue(tx, ctx, id, "to");
    const ended = due ? await complete(tx, ctx, due) : done(null);
    return ended.ok ? done(null) : ended;
  },
});

/** Completes a locked shift that has begun or should have; gives it as it is now. */
async function complete(tx: Tx, ctx: Acting, locked: ShiftRow): Promise<Result<ShiftRow>> {
  if (locked.state !== "published" && locked.state !== "running") return done(locked);
  const running =
    locked.state === "published" ? await moveShift(tx, ctx, locked, "running") : done(locked);
  if (!running.ok) return running;
  const completed = await moveShift(tx, ctx, running.value, "completed");
  if (!completed.ok) return completed;
  for (const row of await withState(tx, locked.id, ["waitlisted", "offered"])) {
    const freed = await moveSignUp(tx, ctx, row, "withdrawn", { reason: "over" });
    if (!freed.ok) return freed;
  }
  return completed;
}

/** Some time after its end: whoever forgot to check out has gone at the end. After an outage it may come before `endShift`. */
export const closeShift = command({
  name: "shift.close",
  input: idForm,
  run: async (tx, ctx: ByClock, { id }) => {
    const due = await lockDue(tx, ctx, id, "to");
    if (!due) return done(null);
    const completed = await complete(tx, ctx, due);
    if (!completed.ok) return completed;
    if (completed.value.state !== "completed") return done(null);
    const { to } = due.during;
    for (const row of await withState(tx, id, ["checked_in"])) {
      const set = { checkedOutAt: row.checkedInAt! > to ? row.checkedInAt! : to };
      const gone = await moveSignUp(tx, ctx, row, "checked_out", { reason: "assumed", set });
      if (!gone.ok) return gone;
    }
    return done(null);
  },
});

/** A published shift that has not begun; null for any other. */
async function findAhead(tx: Tx, { now }: Acting, id: string) {
  const [found] = await tx.select().from(shift).where(eq(shift.id, id));
  return found?.state === "published" && found.during.from > now ? found : null;
}

/** A role short of its minimum is told to the coordinators while there is time to act. */
export const watchShift = command({
  name: "shift.watch",
  input: idForm,
  run: async (tx, ctx: ByClock, { id }) => {
    const ahead = await findAhead(tx, ctx, id);
    if (!ahead) return done(null);
    const coming = sql`(select coalesce(sum(s.party), 0) from sign_up s
      where s.role_id = shift_role.id and s.state in ${literals(STILL_COMING)})`;
    const thin = await tx
      .select({ id: shiftRole.id })
      .from(shiftRole)
      .where(and(eq(shiftRole.shiftId, id), sql`${shiftRole.minimum} > ${coming}`));
    if (thin.length === 0) return done(null);
    const data = { roles: thin.map((role) => role.id) };
    const { districtId } = ahead;
    await record(tx, ctx, { type: "shift.thin", thingId: id, districtId, data });
    return done(null);
  },
});

/** The day before, whoever has signed up hears of it once more: a slot that is given back then can still be filled. */
export const remindOf = command({
  name: "shift.remind",
  input: idForm,
  run: async (tx, ctx: ByClock, { id }) => {
    const ahead = await findAhead(tx, ctx, id);
    if (ahead)
      await record(tx, ctx, { type: "shift.soon", thingId: id, districtId: ahead.districtId });
    return done(null);
  },
});

/** Makes what is missing of a series up to its horizon. Gives how many shifts that were. */
export const fillSeries = command({
  name: "series.fill",
  input: idForm,
  run: async (tx, ctx: ByClock, { id }) => {
    const made = await fill(tx, ctx, id);
    return made.ok ? done(made.value.length) : made;
  },
});
