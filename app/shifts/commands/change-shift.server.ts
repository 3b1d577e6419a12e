import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { shift, shiftRole, signUp } from "../../../drizzle/schema/shifts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { rangeOf, windowOf } from "../../platform/window.server";
import { answerBy } from "../rules/sign-up";
import { HOLDING, type RoleWish } from "../types";
import { lockShift, type NewShift, scheduleShift, whyNotMake } from "./keep-shift.server";
import {
  holdUntil,
  lockRole,
  moveSignUp,
  offerFreePlaces,
  type ShiftRow,
  type Who,
} from "./places.server";

export type Changed = Omit<NewShift, "roles"> & { roles: readonly (RoleWish & { id?: string })[] };

/**
 * Changes a shift that has not begun. Where its time or place changes, whoever had signed up is asked again and their
 * place is held meanwhile. Refuses: `shift.unknown`, `conflict`, `shift.over`, `shift.window`, `shift.roles`,
 * `shift.fewer` (a role holds more people than that), `shift.begun_there`, `forbidden`.
 */
export async function changeShift(
  ctx: Ctx<Member>,
  id: string,
  { version, ...input }: Changed & { version: number },
): Promise<Result<null>> {
  const wrong = whyNotMake(ctx, input);
  if (wrong) return wrong;
  return ctx.db.transaction(async (tx) => {
    const locked = await lockShift(tx, ctx, id, version);
    if (!locked.ok) return locked;
    if (!["draft", "published"].includes(locked.value.state)) return refuse("shift.over");
    return change(tx, ctx, locked.value, input);
  });
}

/** The same for a shift that is locked already, with everybody on it. Refuses: `shift.fewer`, `shift.begun_there`. */
export async function change(tx: Tx, ctx: Who, locked: ShiftRow, input: Changed) {
  const { window, roles, ...facts } = input;
  const before = windowOf(locked.during);
  const moved =
    before.from.getTime() !== window.from.getTime() ||
    before.to.getTime() !== window.to.getTime() ||
    locked.place !== facts.place;
  if (moved && (await isAnybodyThere(tx, locked.id))) return refuse("shift.begun_there");
  const kept = await changeRoles(tx, locked.id, roles);
  if (!kept.ok) return kept;
  const set = { ...facts, during: rangeOf(window), changedAt: ctx.now };
  if (moved) await askAgain(tx, ctx, locked, window.from);
  const [changed] = await tx
    .update(shift)
    .set({ ...set, version: locked.version + 1 })
    .where(eq(shift.id, locked.id))
    .returning();
  await record(tx, ctx, {
    type: moved ? "shift.moved" : "shift.edited",
    thingId: locked.id,
    districtId: facts.districtId,
  });
  if (locked.state === "published") {
    if (moved) await scheduleShift(tx, changed!, ctx.now);
    for (const roleId of kept.value) {
      const role = await lockRole(tx, roleId);
      if (role) await offerFreePlaces(tx, ctx, role);
    }
  }
  return done(null);
}

async function isAnybodyThere(tx: Tx, shiftId: string) {
  const came = inArray(signUp.state, ["checked_in", "checked_out"]);
  return (await tx.$count(signUp, and(eq(signUp.shiftId, shiftId), came))) > 0;
}

/** Whoever had said yes said it to another time or place. */
async function askAgain(tx: Tx, ctx: Who, { id }: ShiftRow, begins: Date) {
  const said = await tx
    .select()
    .from(signUp)
    .where(and(eq(signUp.shiftId, id), inArray(signUp.state, ["signed_up", "offered"])))
    .orderBy(asc(signUp.id));
  const until = answerBy(ctx.now, begins);
  for (const row of said) {
    if (row.state === "signed_up")
      await moveSignUp(tx, ctx, row, "offered", { reason: "moved", set: { answerBy: until } });
    else await tx.update(signUp).set({ answerBy: until }).where(eq(signUp.id, row.id));
    await holdUntil(tx, row.id, until);
  }
}

/** Brings the roles of a locked shift to what is wished. Gives their ids; refuses `shift.fewer`. */
async function changeRoles(
  tx: Tx,
  shiftId: string,
  wishes: Changed["roles"],
): Promise<Result<string[]>> {
  const held = sql<number>`(select coalesce(sum(s.party), 0)::int from sign_up s
    where s.role_id = shift_role.id and s.state in (${sql.join(
      HOLDING.map((state) => sql`${state}`),
      sql`, `,
    )}))`;
  const used = sql<boolean>`exists (select from sign_up s where s.role_id = shift_role.id)`;
  const stands = await tx
    .select({ id: shiftRole.id, title: shiftRole.title, held, used })
    .from(shiftRole)
    .where(eq(shiftRole.shiftId, shiftId))
    .orderBy(asc(shiftRole.id));
  // All that could refuse comes before the first write.
  for (const { id, title, held: count, used: known } of stands) {
    const wish = wishes.find((one) => one.id === id);
    if (wish ? count > wish.capacity : known) return refuse("shift.fewer", { count, role: title });
  }
  const ids: string[] = [];
  for (const [position, { id, skills, ...wish }] of wishes.entries()) {
    const known = stands.find((one) => one.id === id);
    const values = { ...wish, skills: [...skills], position };
    const [row] = known
      ? await tx.update(shiftRole).set(values).where(eq(shiftRole.id, known.id)).returning()
      : await tx
          .insert(shiftRole)
          .values({ ...values, shiftId })
          .returning();
    ids.push(row!.id);
  }
  for (const { id } of stands)
    if (!ids.includes(id)) await tx.delete(shiftRole).where(eq(shiftRole.id, id));
  return done(ids);
}
