import { randomInt } from "node:crypto";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { shift, shiftRole, shiftSeries, signUp } from "../../../drizzle/schema/shifts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse, type Window } from "../../platform/types";
import { rangeOf, windowOf } from "../../platform/window.server";
import { mayKeepShift } from "../policy";
import type { ShiftState, ShiftTemplate } from "../types";
import { lockShifts, moveSignUp, type ShiftRow, type Who } from "./places.server";

export type NewShift = ShiftTemplate & {
  districtId: string | null;
  window: Window;
  opensAt?: Date | null;
};
export type OfSeries = { seriesId: string; occurrence: string };

/** Makes a shift, which nobody but coordinators sees until it is published. Refuses: `forbidden`, `shift.window`, `shift.roles`. */
export async function makeShift(ctx: Ctx<Member>, input: NewShift): Promise<Result<string>> {
  const wrong = whyNotMake(ctx, input);
  if (wrong) return wrong;
  return ctx.db.transaction(async (tx) =>
    done((await addShift(tx, ctx, input, ctx.actor.personId)).id),
  );
}

export function whyNotMake({ actor, now }: Who, { districtId, window, roles }: NewShift) {
  if (actor.kind !== "member" || !mayKeepShift(actor, { districtId })) return refuse("forbidden");
  if (window.to <= window.from || window.from <= now) return refuse("shift.window");
  return roles.length === 0 ? refuse("shift.roles") : null;
}

export async function addShift(
  tx: Tx,
  { actor, now }: Who,
  { window, roles, ...facts }: NewShift,
  createdBy: string,
  of?: OfSeries,
): Promise<ShiftRow> {
  const values = { ...facts, ...of, during: rangeOf(window), createdBy };
  const [made] = await tx
    .insert(shift)
    .values({ ...values, createdAt: now, stateAt: now, changedAt: now })
    .returning();
  await tx.insert(shiftRole).values(
    roles.map((role, position) => ({
      ...role,
      skills: [...role.skills],
      shiftId: made!.id,
      position,
    })),
  );
  await record(
    tx,
    { actor },
    {
      type: "shift.draft",
      thingId: made!.id,
      toState: "draft",
      districtId: facts.districtId,
    },
  );
  return made!;
}

/** A locked shift with everybody on it. Refuses: `shift.unknown`, `conflict`. */
export async function lockShift(
  tx: Tx,
  ctx: Pick<Ctx<Member>, "actor">,
  id: string,
  version: number | null,
): Promise<Result<ShiftRow>> {
  const [found] = await lockShifts(tx, [id]);
  if (!found || !mayKeepShift(ctx.actor, found)) return refuse("shift.unknown");
  if (version !== null && found.version !== version)
    return refuse("conflict", await lastChange(tx, id));
  return done(found);
}

export async function moveShift(
  tx: Tx,
  { actor, now }: Who,
  locked: ShiftRow,
  to: ShiftState,
  set: Partial<typeof shift.$inferInsert> = {},
): Promise<ShiftRow> {
  const [moved] = await tx
    .update(shift)
    .set({ ...set, state: to, stateAt: now, changedAt: now, version: locked.version + 1 })
    .where(eq(shift.id, locked.id))
    .returning();
  await record(
    tx,
    { actor },
    {
      type: `shift.${to}`,
      thingId: locked.id,
      districtId: locked.districtId,
      fromState: locked.state,
      toState: to,
    },
  );
  return moved!;
}

const HOUR = 3_600_000;

/** What happens by the clock: a look whether enough people come, a reminder, the start, the end. A moved shift's jobs move along. */
export async function scheduleShift(tx: Tx, { id, during }: ShiftRow, now: Date) {
  const { from, to } = windowOf(during);
  const jobs: [string, number][] = [
    ["shift-watch", from.getTime() - 24 * HOUR],
    ["shift-remind", from.getTime() - 24 * HOUR],
    ["shift-last-watch", from.getTime() - 3 * HOUR],
    ["shift-start", from.getTime()],
    ["shift-end", to.getTime()],
    ["shift-close", to.getTime() + 2 * HOUR],
  ];
  for (const [name, at] of jobs)
    if (at > now.getTime() || name === "shift-end" || name === "shift-close")
      await tx.execute(sql`select enqueue_job(${name}, json_build_object('id', ${id}::uuid),
        ${`${name} ${id}`}, ${new Date(at).toISOString()}::timestamptz)`);
}

/** Six digits that no other shift of these days has. */
async function newCode(tx: Tx): Promise<string> {
  const code = String(randomInt(1e6)).padStart(6, "0");
  const [taken] = await tx
    .select({ id: shift.id })
    .from(shift)
    .where(and(eq(shift.code, code), inArray(shift.state, ["published", "running"])));
  return taken ? newCode(tx) : code;
}

export async function publish(tx: Tx, ctx: Who, locked: ShiftRow): Promise<ShiftRow> {
  const moved = await moveShift(tx, ctx, locked, "published", { code: await newCode(tx) });
  await scheduleShift(tx, moved, ctx.now);
  return moved;
}

/**
 * Volunteers see it and can sign up; of a series, all that are made by now and those that will be. Refuses:
 * `shift.unknown`, `conflict`, `shift.not_draft`, `shift.window`.
 */
export async function publishShift(
  ctx: Ctx<Member>,
  id: string,
  version: number,
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockShift(tx, ctx, id, version);
    if (!locked.ok) return locked;
    const { state, during, seriesId } = locked.value;
    if (state !== "draft") return refuse("shift.not_draft");
    if (windowOf(during).from <= ctx.now) return refuse("shift.window");
    await publish(tx, ctx, locked.value);
    if (!seriesId) return done(null);
    await tx.update(shiftSeries).set({ published: true }).where(eq(shiftSeries.id, seriesId));
    const ahead = sql`lower(${shift.during}) > ${ctx.now.toISOString()}::timestamptz`;
    const others = await tx
      .select()
      .from(shift)
      .where(and(eq(shift.seriesId, seriesId), eq(shift.state, "draft"), ahead))
      .orderBy(asc(shift.id))
      .for("update");
    for (const one of others) await publish(tx, ctx, one);
    return done(null);
  });
}

/** Everybody of a locked shift is free again; whoever has come goes home. */
export async function cancel(tx: Tx, ctx: Who, locked: ShiftRow, reason: string) {
  await moveShift(tx, ctx, locked, "cancelled", { reason });
  const live = await tx
    .select()
    .from(signUp)
    .where(
      and(
        eq(signUp.shiftId, locked.id),
        inArray(signUp.state, ["signed_up", "waitlisted", "offered", "checked_in"]),
      ),
    )
    .orderBy(asc(signUp.id));
  for (const row of live)
    await (row.state === "checked_in"
      ? moveSignUp(tx, ctx, row, "checked_out", { set: { checkedOutAt: ctx.now } })
      : moveSignUp(tx, ctx, row, "withdrawn", { reason: "cancelled" }));
}

/** It does not take place, or ends early: everybody is free again. Refuses: `shift.unknown`, `conflict`, `shift.over`, `shift.word`. */
export async function cancelShift(
  ctx: Ctx<Member>,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<Result<null>> {
  if (!reason.trim()) return refuse("shift.word");
  return ctx.db.transaction(async (tx) => {
    const locked = await lockShift(tx, ctx, id, version);
    if (!locked.ok) return locked;
    if (!["draft", "published", "running"].includes(locked.value.state))
      return refuse("shift.over");
    await cancel(tx, ctx, locked.value, reason.trim());
    return done(null);
  });
}
