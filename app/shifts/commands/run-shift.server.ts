import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { shift, shiftRole, signUp } from "../../../drizzle/schema/shifts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { windowOf } from "../../platform/window.server";
import { moveShift } from "./keep-shift.server";
import { lockShifts, moveSignUp, type ShiftRow, type SignUpRow } from "./places.server";

type At = Pick<Ctx, "db" | "now">;
const clock = (now: Date) => ({ actor: { kind: "system", name: "shift-clock" } as const, now });

/** What the clock does to a shift: once, also when the job comes twice, late, or for a shift that was moved meanwhile. */
async function onTime(
  { db, now }: At,
  id: string,
  due: (row: ShiftRow) => Date,
  act: (tx: Tx, row: ShiftRow) => Promise<void>,
) {
  await db.transaction(async (tx) => {
    const [locked] = await lockShifts(tx, [id]);
    if (locked && due(locked) <= now) await act(tx, locked);
  });
}

export const beginShift = (ctx: At, id: string) =>
  onTime(
    ctx,
    id,
    ({ during }) => windowOf(during).from,
    async (tx, row) => {
      if (row.state === "published") await moveShift(tx, clock(ctx.now), row, "running");
    },
  );

const withState = (tx: Tx, shiftId: string, states: SignUpRow["state"][]) =>
  tx
    .select()
    .from(signUp)
    .where(and(eq(signUp.shiftId, shiftId), inArray(signUp.state, states)))
    .orderBy(asc(signUp.id));

/** Over: whoever still waits, waits for nothing. */
export const endShift = (ctx: At, id: string) =>
  onTime(
    ctx,
    id,
    ({ during }) => windowOf(during).to,
    async (tx, row) => {
      const who = clock(ctx.now);
      if (row.state !== "published" && row.state !== "running") return;
      const running = row.state === "published" ? await moveShift(tx, who, row, "running") : row;
      await moveShift(tx, who, running, "completed");
      for (const one of await withState(tx, id, ["waitlisted", "offered"]))
        await moveSignUp(tx, who, one, "withdrawn", { reason: "over" });
    },
  );

/** Two hours later: whoever forgot to check out has gone at the end. */
export async function closeShift(ctx: At, id: string): Promise<void> {
  // After an outage both jobs are due at once, in no order.
  await endShift(ctx, id);
  await onTime(
    ctx,
    id,
    ({ during }) => windowOf(during).to,
    async (tx, row) => {
      if (row.state !== "completed") return;
      const { to } = windowOf(row.during);
      for (const one of await withState(tx, id, ["checked_in"])) {
        const checkedOutAt = one.checkedInAt! > to ? one.checkedInAt! : to;
        const more = { reason: "assumed", set: { checkedOutAt } };
        await moveSignUp(tx, clock(ctx.now), one, "checked_out", more);
      }
    },
  );
}

/** A role short of its minimum is told to the coordinators while there is time to act. */
export async function watchShift({ db, now }: At, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [found] = await tx.select().from(shift).where(eq(shift.id, id));
    if (found?.state !== "published" || windowOf(found.during).from <= now) return;
    const coming = sql`(select coalesce(sum(s.party), 0) from sign_up s
      where s.role_id = shift_role.id and s.state in ('signed_up', 'checked_in'))`;
    const thin = await tx
      .select({ id: shiftRole.id })
      .from(shiftRole)
      .where(and(eq(shiftRole.shiftId, id), sql`${shiftRole.minimum} > ${coming}`));
    if (thin.length === 0) return;
    await record(tx, clock(now), {
      type: "shift.thin",
      thingId: id,
      districtId: found.districtId,
      data: { roles: thin.map((role) => role.id) },
    });
  });
}

/** The day before, whoever has signed up hears of it once more: a place that is given back then can still be filled. */
export async function remindOf({ db, now }: At, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [found] = await tx.select().from(shift).where(eq(shift.id, id));
    if (found?.state !== "published" || windowOf(found.during).from <= now) return;
    await record(tx, clock(now), {
      type: "shift.soon",
      thingId: id,
      districtId: found.districtId,
    });
  });
}
