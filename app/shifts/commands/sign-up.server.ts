import { and, eq, inArray, sql } from "drizzle-orm";
import { commitment, person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { signUp } from "../../../drizzle/schema/shifts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { windowOf } from "../../platform/window.server";
import { needsWord, whyNotTake } from "../rules/sign-up";
import { LIVE_SIGN_UPS } from "../types";
import {
  freeIn,
  lockRole,
  moveSignUp,
  offerFreePlaces,
  type ShiftRow,
  type SignUpRow,
} from "./places.server";

/** The person first, then the role: the order of the whole house. */
async function lockPerson(tx: Tx, personId: string) {
  const [found] = await tx
    .select({ standing: person.standing })
    .from(person)
    .where(eq(person.id, personId))
    .for("update");
  const [profile] = await tx
    .select({ skills: volunteerProfile.skills })
    .from(volunteerProfile)
    .where(eq(volunteerProfile.personId, personId));
  return { standing: found?.standing ?? null, skills: profile?.skills ?? [] };
}

async function clashOf(tx: Tx, personId: string, during: string) {
  const [clash] = await tx
    .select({ during: sql<string>`${commitment.during}::text` })
    .from(commitment)
    .where(
      and(eq(commitment.personId, personId), sql`${commitment.during} && ${during}::tstzrange`),
    )
    .limit(1);
  return clash ? windowOf(clash.during).from.toISOString() : null;
}

const promise = (tx: Tx, { id, personId }: SignUpRow, { during }: ShiftRow) =>
  tx.insert(commitment).values({ personId, during, kind: "shift", sourceId: id });

export type Taken = { id: string; state: "signed_up" | "waitlisted"; place: number | null };

/**
 * A volunteer takes a place, or the next one on the waitlist when all are held. Refuses: `shift.unknown`,
 * `shift.<why not>`, with the moment of the other promise for `shift.overlaps`.
 */
export async function takePlace(ctx: Ctx<Member>, roleId: string): Promise<Result<Taken>> {
  const { personId } = ctx.actor;
  return ctx.db.transaction(async (tx) => {
    const who = await lockPerson(tx, personId);
    const locked = await lockRole(tx, roleId);
    if (!locked || locked.shift.state === "draft") return refuse("shift.unknown");
    const { role, shift } = locked;
    const [earlier] = await tx
      .select({ id: signUp.id })
      .from(signUp)
      .where(
        and(
          ...[eq(signUp.shiftId, shift.id), eq(signUp.personId, personId)],
          inArray(signUp.state, [...LIVE_SIGN_UPS]),
        ),
      );
    const clash = await clashOf(tx, personId, shift.during);
    const reason = whyNotTake({
      ...{ now: ctx.now, ...who, already: Boolean(earlier), overlaps: clash !== null, role },
      shift: { state: shift.state, begins: windowOf(shift.during).from },
    });
    if (reason) return refuse(`shift.${reason}`, clash ? { at: clash } : undefined);
    // Whoever waits comes first, also who has been free to take it for a moment only.
    await offerFreePlaces(tx, ctx, locked);
    const state = (await freeIn(tx, role)) > 0 ? ("signed_up" as const) : ("waitlisted" as const);
    const [made] = await tx
      .insert(signUp)
      .values({
        ...{ shiftId: shift.id, roleId, personId, state, createdAt: ctx.now, stateAt: ctx.now },
      })
      .returning();
    if (state === "signed_up") await promise(tx, made!, shift);
    await record(tx, ctx.actor, {
      ...{ type: `sign_up.${state}`, thing: "sign_up", thingId: made!.id, toState: state },
      data: { shift: shift.id, role: roleId, person: personId },
    });
    const place = state === "waitlisted" ? await placeInLine(tx, made!) : null;
    return done({ id: made!.id, state, place });
  });
}

async function placeInLine(tx: Tx, { roleId, queued }: SignUpRow): Promise<number> {
  const [row] = await tx
    .select({ place: sql<number>`count(*)::int` })
    .from(signUp)
    .where(
      and(
        ...[eq(signUp.roleId, roleId), eq(signUp.state, "waitlisted")],
        sql`${signUp.queued} <= ${queued}`,
      ),
    );
  return row?.place ?? 1;
}

async function lockOwn(tx: Tx, { actor }: Ctx<Member>, id: string) {
  await lockPerson(tx, actor.personId);
  const [known] = await tx
    .select({ roleId: signUp.roleId })
    .from(signUp)
    .where(and(eq(signUp.id, id), eq(signUp.personId, actor.personId)));
  const locked = known && (await lockRole(tx, known.roleId));
  if (!locked) return null;
  const [row] = await tx.select().from(signUp).where(eq(signUp.id, id)).for("update");
  return { ...locked, row: row! };
}

/**
 * A volunteer answers an offered place. Refuses: `shift.unknown`, `shift.answered`, `shift.begun`, `shift.overlaps`.
 */
export async function answerPlace(
  ctx: Ctx<Member>,
  id: string,
  yes: boolean,
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const own = await lockOwn(tx, ctx, id);
    if (!own) return refuse("shift.unknown");
    const { row, shift } = own;
    if (row.state === "signed_up" && yes) return done(null);
    if (row.state !== "offered") return refuse("shift.answered");
    if (!yes) {
      await moveSignUp(tx, ctx, row, "withdrawn", { reason: "declined" });
      await offerFreePlaces(tx, ctx, own);
      return done(null);
    }
    if (row.answerBy! <= ctx.now) return refuse("shift.answered");
    if (shift.state !== "published" || windowOf(shift.during).from <= ctx.now)
      return refuse("shift.begun");
    const clash = await clashOf(tx, ctx.actor.personId, shift.during);
    if (clash) return refuse("shift.overlaps", { at: clash });
    await promise(tx, row, shift);
    await moveSignUp(tx, ctx, row, "signed_up");
    return done(null);
  });
}

/**
 * A volunteer leaves; shortly before the start only with a word. The place goes to the first who can, and whatever this
 * person waits for elsewhere is looked at again, now that they are free. Refuses: `shift.unknown`, `shift.answered`,
 * `shift.begun`, `shift.word`.
 */
export async function leaveShift(
  ctx: Ctx<Member>,
  id: string,
  note: string,
): Promise<Result<null>> {
  const left = await ctx.db.transaction(async (tx) => {
    const own = await lockOwn(tx, ctx, id);
    if (!own) return refuse("shift.unknown");
    const { row, shift } = own;
    if (row.state === "withdrawn") return done(null);
    if (!["signed_up", "waitlisted", "offered"].includes(row.state))
      return refuse("shift.answered");
    const { from } = windowOf(shift.during);
    if (row.state === "signed_up") {
      if (from <= ctx.now) return refuse("shift.begun");
      if (needsWord(ctx.now, from, shift.leaveHours) && !note.trim()) return refuse("shift.word");
    }
    await moveSignUp(tx, ctx, row, "withdrawn", { reason: "left", set: { note: note.trim() } });
    await offerFreePlaces(tx, ctx, own);
    return done(null);
  });
  if (left.ok) await lookAgainFor(ctx, ctx.actor.personId);
  return left;
}

/**
 * Whoever was passed over while promised elsewhere may be free now. After the commit and role by role, so that no lock of
 * a role is waited for while another is held: either this sees a place that was freed, or whoever frees it sees this person free.
 */
export async function lookAgainFor(ctx: Pick<Ctx, "db" | "actor" | "now">, personId: string) {
  const waiting = await ctx.db
    .select({ roleId: signUp.roleId })
    .from(signUp)
    .where(and(eq(signUp.personId, personId), eq(signUp.state, "waitlisted")));
  for (const { roleId } of waiting)
    await ctx.db.transaction(async (tx) => {
      const locked = await lockRole(tx, roleId);
      if (locked) await offerFreePlaces(tx, ctx, locked);
    });
}

/** Nobody has answered in time: the place goes on to the next. Nothing to do where somebody has. */
export async function expirePlace(ctx: Pick<Ctx, "db" | "now">, id: string): Promise<void> {
  const system = { actor: { kind: "system", name: "place-expiry" } as const, now: ctx.now };
  await ctx.db.transaction(async (tx) => {
    const [known] = await tx.select().from(signUp).where(eq(signUp.id, id));
    const locked = known && (await lockRole(tx, known.roleId));
    const [row] = await tx.select().from(signUp).where(eq(signUp.id, id)).for("update");
    if (!locked || row?.state !== "offered" || row.answerBy! > ctx.now) return;
    await moveSignUp(tx, system, row, "withdrawn", { reason: "no_answer" });
    await offerFreePlaces(tx, system, locked);
  });
}
