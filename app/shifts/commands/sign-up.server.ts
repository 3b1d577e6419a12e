import { and, eq, inArray, sql } from "drizzle-orm";
import { signUp } from "../../../drizzle/schema/shifts";
import { lockPeople, overlappingCommitment } from "../../accounts/commands/commitment.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { windowOf } from "../../platform/window.server";
import { firstToAnswer, needsWord } from "../rules/sign-up";
import { LIVE_SIGN_UPS, type SignUpState } from "../types";
import {
  addSignUp,
  commitTo,
  freeIn,
  judge,
  type Locked,
  lockRole,
  lockSignUp,
  moveSignUp,
  offerFreePlaces,
  type SignUpRow,
} from "./places.server";

export type Party = { party: number; partyName: string };
export type Taken = { id: string; state: SignUpState; place: number | null };

/**
 * A volunteer takes a place, for themselves or with friends or a team, or the next one on the waitlist when too few
 * are left; whoever is on that role already keeps what they have. Refuses: `shift.unknown`, `shift.<why not>`, with the moment of the other promise for `shift.overlaps`.
 */
export async function takePlace(
  ctx: Ctx<Member>,
  roleId: string,
  { party, partyName }: Party = { party: 1, partyName: "" },
): Promise<Result<Taken>> {
  const { personId } = ctx.actor;
  return ctx.db.transaction(async (tx) => {
    await lockPeople(tx, [personId]);
    const locked = await lockRole(tx, roleId);
    if (!locked || locked.shift.state === "draft") return refuse("shift.unknown");
    const { reasons, clash } = await judge(tx, ctx.now, locked, { personId, party });
    const [reason] = reasons;
    // The button was pressed twice.
    const own = reason && reasons.includes("already") ? await ownOn(tx, roleId, personId) : null;
    if (own) return done(await takenAs(tx, own));
    if (reason) return refuse(`shift.${reason}`, { at: whenOf(reason, locked, clash) });
    // Whoever waits comes first, also who has been free to take it for a moment only.
    const fits = (await offerFreePlaces(tx, ctx, locked)) >= party;
    const state = fits ? ("signed_up" as const) : ("waitlisted" as const);
    const made = await addSignUp(tx, ctx, locked, { personId, state, party, partyName });
    return done(await takenAs(tx, made));
  });
}

const whenOf = (reason: string, { shift }: Locked, clash: Date | null) =>
  ((reason === "opens_later" ? shift.opensAt : clash) ?? windowOf(shift.during).from).toISOString();

async function ownOn(tx: Tx, roleId: string, personId: string): Promise<SignUpRow | null> {
  const [own] = await tx
    .select()
    .from(signUp)
    .where(
      and(
        eq(signUp.roleId, roleId),
        eq(signUp.personId, personId),
        inArray(signUp.state, [...LIVE_SIGN_UPS]),
      ),
    );
  return own ?? null;
}

async function takenAs(tx: Tx, row: SignUpRow): Promise<Taken> {
  const place = row.state === "waitlisted" ? await placeInLine(tx, row) : null;
  return { id: row.id, state: row.state, place };
}

async function placeInLine(tx: Tx, { roleId, queued }: SignUpRow): Promise<number> {
  const [row] = await tx
    .select({ place: sql<number>`count(*)::int` })
    .from(signUp)
    .where(
      and(
        eq(signUp.roleId, roleId),
        eq(signUp.state, "waitlisted"),
        sql`${signUp.queued} <= ${queued}`,
      ),
    );
  return row?.place ?? 1;
}

/** By a coordinator, or again because the shift was moved: nobody else waits to be asked instead. */
const wasAsked = ({ reason }: SignUpRow) => reason === "asked" || reason === "moved";

async function lockOwn(tx: Tx, { actor }: Ctx<Member>, id: string) {
  const own = await lockSignUp(tx, id);
  return own?.row.personId === actor.personId ? own : null;
}

/**
 * A volunteer answers an offered place; on the day itself whoever waits may answer first. Refuses: `shift.unknown`,
 * `shift.answered`, `shift.begun`, `shift.gone`, `shift.overlaps`.
 */
export async function answerPlace(
  ctx: Ctx<Member>,
  id: string,
  yes: boolean,
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const own = await lockOwn(tx, ctx, id);
    if (!own) return refuse("shift.unknown");
    const { shift, role } = own;
    let { row } = own;
    const { from } = windowOf(shift.during);
    if (row.state === "signed_up" && yes) return done(null);
    const first = row.state === "waitlisted" && firstToAnswer(ctx.now, from);
    if (row.state !== "offered" && !first) return refuse("shift.answered");
    if (!yes) {
      await moveSignUp(tx, ctx, row, "withdrawn", {
        reason: wasAsked(row) ? "asked_no" : "declined",
      });
      await offerFreePlaces(tx, ctx, own);
      return done(null);
    }
    if (shift.state !== "published" || from <= ctx.now) return refuse("shift.begun");
    if (!first && row.answerBy! <= ctx.now) return refuse("shift.answered");
    const clash = await overlappingCommitment(tx, ctx.actor.personId, shift.during);
    if (clash) return refuse("shift.overlaps", { at: clash.from.toISOString() });
    if (first) {
      if ((await freeIn(tx, role)) < row.party) return refuse("shift.gone");
      row = await moveSignUp(tx, ctx, row, "offered", { reason: "first", set: { answerBy: from } });
    }
    await commitTo(tx, row, shift);
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
    const { row, shift, role } = own;
    if (row.state === "withdrawn") return done(null);
    if (!["signed_up", "waitlisted", "offered"].includes(row.state))
      return refuse("shift.answered");
    const { from } = windowOf(shift.during);
    const promised = row.state === "signed_up";
    const late = promised && needsWord(ctx.now, from, shift.leaveHours);
    if (promised && from <= ctx.now) return refuse("shift.begun");
    if (late && !note.trim()) return refuse("shift.word");
    const last = promised && (await freeIn(tx, role)) + row.party === role.capacity;
    const reason = late ? "left_late" : last ? "left_last" : "left";
    await moveSignUp(tx, ctx, row, "withdrawn", { reason, set: { note: note.trim() } });
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
    const own = await lockSignUp(tx, id);
    if (own?.row.state !== "offered" || own.row.answerBy! > ctx.now) return;
    await moveSignUp(tx, system, own.row, "withdrawn", {
      reason: wasAsked(own.row) ? "asked_silent" : "no_answer",
    });
    await offerFreePlaces(tx, system, own);
  });
}

/** Whoever is suspended holds no place any more. */
export async function releaseAllOf(ctx: Pick<Ctx, "db" | "actor" | "now">, personId: string) {
  const live = await ctx.db
    .select({ id: signUp.id })
    .from(signUp)
    .where(and(eq(signUp.personId, personId), inArray(signUp.state, [...LIVE_SIGN_UPS])));
  for (const { id } of live)
    await ctx.db.transaction(async (tx) => {
      const own = await lockSignUp(tx, id);
      if (!own || !["signed_up", "waitlisted", "offered"].includes(own.row.state)) return;
      await moveSignUp(tx, ctx, own.row, "withdrawn", { reason: "released" });
      await offerFreePlaces(tx, ctx, own);
    });
}
