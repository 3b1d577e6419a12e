import { and, asc, eq, inArray } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { shift, shiftRole, signUp } from "../../../drizzle/schema/shifts";
import type { Skill } from "../../accounts/types";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse, type Window } from "../../platform/types";
import { rangeOf, windowOf } from "../../platform/window.server";
import { mayKeepShift } from "../policy";
import type { ShiftState } from "../types";
import { moveSignUp, type ShiftRow } from "./places.server";

export type NewShift = {
  districtId: string | null;
  place: string;
  address: string;
  window: Window;
  briefing: string;
  contact: string;
  leaveHours: number;
  roles: readonly { title: string; skills: readonly Skill[]; capacity: number; minimum: number }[];
};

/** Makes a shift, which nobody but coordinators sees until it is published. Refuses: `forbidden`, `shift.window`, `shift.roles`. */
export async function makeShift(ctx: Ctx<Member>, input: NewShift): Promise<Result<string>> {
  const { window, roles, districtId, ...words } = input;
  if (!mayKeepShift(ctx.actor, { districtId })) return refuse("forbidden");
  if (window.to <= window.from || window.from <= ctx.now) return refuse("shift.window");
  if (roles.length === 0) return refuse("shift.roles");
  return ctx.db.transaction(async (tx) => {
    const [made] = await tx
      .insert(shift)
      .values({
        ...{ ...words, districtId, during: rangeOf(window), createdBy: ctx.actor.personId },
        ...{ createdAt: ctx.now, stateAt: ctx.now },
      })
      .returning({ id: shift.id });
    const shiftId = made!.id;
    await tx
      .insert(shiftRole)
      .values(
        roles.map((role, position) => ({ ...role, skills: [...role.skills], shiftId, position })),
      );
    await record(tx, ctx.actor, {
      ...{ type: "shift.draft", thing: "shift", thingId: shiftId, districtId, toState: "draft" },
    });
    return done(shiftId);
  });
}

async function lockShift(tx: Tx, ctx: Ctx<Member>, id: string, version: number) {
  const [found] = await tx.select().from(shift).where(eq(shift.id, id)).for("update");
  if (!found || !mayKeepShift(ctx.actor, found)) return refuse("shift.unknown");
  if (found.version !== version) return refuse("conflict", await lastChange(tx, id));
  return done(found);
}

async function moveShift(tx: Tx, ctx: Ctx<Member>, locked: ShiftRow, to: ShiftState, reason = "") {
  await tx
    .update(shift)
    .set({ state: to, stateAt: ctx.now, version: locked.version + 1, reason })
    .where(eq(shift.id, locked.id));
  await record(tx, ctx.actor, {
    ...{ type: `shift.${to}`, thing: "shift", thingId: locked.id, districtId: locked.districtId },
    ...{ fromState: locked.state, toState: to },
  });
}

/** Volunteers see it and can sign up. Refuses: `shift.unknown`, `conflict`, `shift.not_draft`, `shift.window`. */
export async function publishShift(
  ctx: Ctx<Member>,
  id: string,
  version: number,
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockShift(tx, ctx, id, version);
    if (!locked.ok) return locked;
    if (locked.value.state !== "draft") return refuse("shift.not_draft");
    if (windowOf(locked.value.during).from <= ctx.now) return refuse("shift.window");
    await moveShift(tx, ctx, locked.value, "published");
    return done(null);
  });
}

/** It does not take place: everybody is free again. Refuses: `shift.unknown`, `conflict`, `shift.over`, `shift.word`. */
export async function cancelShift(
  ctx: Ctx<Member>,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<Result<null>> {
  if (!reason.trim()) return refuse("shift.word");
  return ctx.db.transaction(async (tx) => {
    // Persons first, then the roles: the order of the whole house, so that nobody who leaves just now is in the way.
    const live = ["signed_up", "waitlisted", "offered"] as const;
    const mine = and(eq(signUp.shiftId, id), inArray(signUp.state, [...live]));
    const people = tx.select({ id: signUp.personId }).from(signUp).where(mine);
    await tx
      .select({ id: person.id })
      .from(person)
      .where(inArray(person.id, people))
      .orderBy(asc(person.id))
      .for("update");
    await tx
      .select({ id: shiftRole.id })
      .from(shiftRole)
      .where(eq(shiftRole.shiftId, id))
      .orderBy(asc(shiftRole.id))
      .for("update");
    const locked = await lockShift(tx, ctx, id, version);
    if (!locked.ok) return locked;
    if (!["draft", "published"].includes(locked.value.state)) return refuse("shift.over");
    await moveShift(tx, ctx, locked.value, "cancelled", reason.trim());
    for (const row of await tx.select().from(signUp).where(mine).orderBy(asc(signUp.id)))
      await moveSignUp(tx, ctx, row, "withdrawn", { reason: "cancelled" });
    return done(null);
  });
}
