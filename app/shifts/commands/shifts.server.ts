import { randomInt } from "node:crypto";
import { and, asc, eq } from "drizzle-orm";
import { isIn } from "../../../drizzle/schema/columns";
import { shift, shiftRole, signUp } from "../../../drizzle/schema/shifts";
import { record } from "../../audit/commands/record.server";
import { type Lifecycle, transition } from "../../audit/commands/transition.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { findDistrict } from "../../districts/queries.server";
import type { Acting } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { schedule } from "../../platform/schedule.server";
import { done, type Result, refuse, type Window } from "../../platform/types";
import type { ShiftForm } from "../form";
import { mayKeepShift } from "../policy";
import { CLOSE_HOURS, HOUR, LAST_WATCH_HOURS, REMIND_HOURS, WATCH_HOURS } from "../rules/timing";
import { AHEAD, OPEN_SHIFTS, shiftTransitions } from "../states";
import type { RoleWish, ShiftState } from "../types";
import { lockShifts, moveSignUp, type ShiftRow } from "./sign-ups.server";

const life: Lifecycle<"shift", typeof shift, ShiftState> = {
  thing: "shift",
  table: shift,
  transitions: shiftTransitions,
  refusal: "shift.over",
};

/** What a shift is to be. */
export type NewShift = {
  districtId: string | null;
  place: string;
  address: string;
  briefing: string;
  contact: string;
  leaveHours: number;
  window: Window;
  opensAt: Date | null;
  /** With the id of a role that stands already. */
  roles: readonly (RoleWish & { id?: string })[];
};
export type OfSeries = { seriesId: string; occurrence: string };

/** What a form asks for. Refuses: `district.unknown`, `forbidden`, `shift.window`, `shift.roles`. */
export async function wishOf(tx: Tx, ctx: Acting, form: ShiftForm): Promise<Result<NewShift>> {
  const { place, address, briefing, contact, leaveHours, opens: opensAt, roles, from, to } = form;
  const districtId = form.district ? await findDistrict(tx, form.district) : null;
  if (form.district && !districtId) return refuse("district.unknown");
  if (!mayKeepShift(ctx.actor, { districtId })) return refuse("forbidden");
  if (to <= from || from <= ctx.now) return refuse("shift.window");
  if (roles.length === 0) return refuse("shift.roles");
  const facts = { place, address, briefing, contact, leaveHours };
  return done({ ...facts, districtId, opensAt, roles, window: { from, to } });
}

/** Makes a shift, which nobody but coordinators sees until it is published. */
export async function addShift(
  tx: Tx,
  ctx: Acting,
  { window, roles, ...facts }: NewShift,
  createdBy: string,
  of?: OfSeries,
): Promise<ShiftRow> {
  const { now } = ctx;
  const values = { ...facts, ...of, during: window, createdBy };
  const [made] = await tx
    .insert(shift)
    .values({ ...values, createdAt: now, stateAt: now, changedAt: now })
    .returning();
  await tx.insert(shiftRole).values(
    roles.map(({ title, skills, capacity, minimum }, position) => ({
      title,
      skills: [...skills],
      capacity,
      minimum,
      shiftId: made!.id,
      position,
    })),
  );
  const { districtId } = facts;
  const line = { thingId: made!.id, toState: "draft", districtId } as const;
  await record(tx, ctx, { ...line, type: "shift.draft" });
  return made!;
}

/** A locked shift with everybody on it. Refuses: `shift.unknown`, `conflict`. */
export async function lockShift(
  tx: Tx,
  ctx: Acting,
  id: string,
  version: number,
): Promise<Result<ShiftRow>> {
  const [found] = await lockShifts(tx, [id]);
  if (!found || !mayKeepShift(ctx.actor, found)) return refuse("shift.unknown");
  if (found.version !== version) return refuse("conflict", await lastChange(tx, id));
  return done(found);
}

/** Moves a locked shift one step along its table. Gives the row as it is now. Refuses: `shift.over`, `conflict`. */
export const moveShift = (
  tx: Tx,
  ctx: Acting,
  locked: ShiftRow,
  to: ShiftState,
  set: Partial<typeof shift.$inferInsert> = {},
): Promise<Result<ShiftRow>> =>
  transition(tx, ctx, life, locked, to, {
    type: `shift.${to}`,
    districtId: locked.districtId,
    set: { ...set, changedAt: ctx.now },
  });

/** What happens by the clock: a look whether enough people come, a reminder, the start, the end. A moved shift's jobs move along. */
export async function scheduleShift(tx: Tx, { id, during }: ShiftRow, now: Date) {
  const { from, to } = during;
  const jobs: [string, number][] = [
    ["shift-watch", from.getTime() - WATCH_HOURS * HOUR],
    ["shift-remind", from.getTime() - REMIND_HOURS * HOUR],
    ["shift-last-watch", from.getTime() - LAST_WATCH_HOURS * HOUR],
    ["shift-start", from.getTime()],
    ["shift-end", to.getTime()],
    ["shift-close", to.getTime() + CLOSE_HOURS * HOUR],
  ];
  for (const [name, at] of jobs)
    if (at > now.getTime() || name === "shift-end" || name === "shift-close")
      await schedule(tx, { name, payload: { id }, key: `${name} ${id}`, at: new Date(at) });
}

/** Six digits that no other shift of these days has. */
async function newCode(tx: Tx): Promise<string> {
  const code = String(randomInt(1e6)).padStart(6, "0");
  const [taken] = await tx
    .select({ id: shift.id })
    .from(shift)
    .where(and(eq(shift.code, code), isIn(shift.state, OPEN_SHIFTS)));
  return taken ? newCode(tx) : code;
}

/** Volunteers see a locked draft from now on. Refuses: `shift.over`, `conflict`. */
export async function publish(tx: Tx, ctx: Acting, locked: ShiftRow): Promise<Result<ShiftRow>> {
  const moved = await moveShift(tx, ctx, locked, "published", { code: await newCode(tx) });
  if (moved.ok) await scheduleShift(tx, moved.value, ctx.now);
  return moved;
}

/** Everybody of a locked shift is free again; whoever has come goes home. Refuses: `shift.over`, `conflict`. */
export async function cancel(
  tx: Tx,
  ctx: Acting,
  locked: ShiftRow,
  reason: string,
): Promise<Result<null>> {
  const moved = await moveShift(tx, ctx, locked, "cancelled", { reason });
  if (!moved.ok) return moved;
  const live = await tx
    .select()
    .from(signUp)
    .where(and(eq(signUp.shiftId, locked.id), isIn(signUp.state, [...AHEAD, "checked_in"])))
    .orderBy(asc(signUp.id));
  for (const row of live) {
    const freed =
      row.state === "checked_in"
        ? await moveSignUp(tx, ctx, row, "checked_out", { set: { checkedOutAt: ctx.now } })
        : await moveSignUp(tx, ctx, row, "withdrawn", { reason: "cancelled" });
    if (!freed.ok) return freed;
  }
  return done(null);
}
