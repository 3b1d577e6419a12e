import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { isIn } from "../../../drizzle/schema/columns";
import { shift, shiftRole, signUp } from "../../../drizzle/schema/shifts";
import {
  commitmentsAround,
  createCommitment,
  endCommitment,
  lockPeople,
} from "../../accounts/commands/commitment.server";
import { record } from "../../audit/commands/record.server";
import { type Lifecycle, transition } from "../../audit/commands/transition.server";
import type { Acting, CityFacts } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { schedule } from "../../platform/schedule.server";
import { done, type Result } from "../../platform/types";
import { rangeOf } from "../../platform/window.server";
import { answerBy, clashOf, firstToAnswer, whyNotTake } from "../rules/sign-up";
import { HOLDING, LIVE_SIGN_UPS, signUpTransitions } from "../states";
import type { SignUpState } from "../types";

/** In what the wall clock of the city counts: the days of a series, the nights of a deadline. */
export type Zoned<Context> = Context & { city: Pick<CityFacts, "zone"> };
export type SignUpRow = typeof signUp.$inferSelect;
export type RoleRow = typeof shiftRole.$inferSelect;
export type ShiftRow = typeof shift.$inferSelect;
export type Locked = { role: RoleRow; shift: ShiftRow };
/** A locked sign-up with its locked role. */
export type LockedSignUp = Locked & { row: SignUpRow };

const life: Lifecycle<"sign_up", typeof signUp, SignUpState> = {
  thing: "sign_up",
  table: signUp,
  transitions: signUpTransitions,
  refusal: "shift.mark",
};

/** Locks a role, with its shift as it stands; null for none. After the person, before anything else of it. */
export async function lockRole(tx: Tx, roleId: string): Promise<Locked | null> {
  const [role] = await tx.select().from(shiftRole).where(eq(shiftRole.id, roleId)).for("update");
  if (!role) return null;
  const [found] = await tx.select().from(shift).where(eq(shift.id, role.shiftId));
  return { role, shift: found! };
}

/** Locks the person of a sign-up, then its role, then itself; null for none. */
export async function lockSignUp(tx: Tx, id: string): Promise<LockedSignUp | null> {
  const [known] = await tx.select().from(signUp).where(eq(signUp.id, id));
  if (!known) return null;
  await lockPeople(tx, [known.personId]);
  const locked = await lockRole(tx, known.roleId);
  const [row] = await tx.select().from(signUp).where(eq(signUp.id, id)).for("update");
  return { ...locked!, row: row! };
}

/** Locks everybody who is on shifts and all of their roles, in the order of the whole house. */
export async function lockShifts(tx: Tx, ids: readonly string[]): Promise<ShiftRow[]> {
  const rows = await tx
    .select({ personId: signUp.personId })
    .from(signUp)
    .where(and(inArray(signUp.shiftId, [...ids]), isIn(signUp.state, LIVE_SIGN_UPS)));
  await lockPeople(
    tx,
    rows.map(({ personId }) => personId),
  );
  const roles = tx
    .select({ id: shiftRole.id })
    .from(shiftRole)
    .where(inArray(shiftRole.shiftId, [...ids]));
  await roles.orderBy(asc(shiftRole.id)).for("update");
  return tx
    .select()
    .from(shift)
    .where(inArray(shift.id, [...ids]))
    .orderBy(asc(shift.id))
    .for("update");
}

/** How many slots of a locked role nobody holds. */
export async function freeIn(tx: Tx, { id, capacity }: RoleRow): Promise<number> {
  const [row] = await tx
    .select({ held: sql<number>`coalesce(sum(${signUp.party}), 0)::int` })
    .from(signUp)
    .where(and(eq(signUp.roleId, id), isIn(signUp.state, HOLDING)));
  return capacity - (row?.held ?? 0);
}

/** What speaks against a locked person's taking a slot of a locked role, and when the commitment begins that overlaps. */
export async function judge(
  tx: Tx,
  now: Date,
  { role, shift: { id: shiftId, during, state, opensAt } }: Locked,
  { personId, party, except = [] }: { personId: string; party: number; except?: string[] },
) {
  const [[who], [earlier], promised] = await Promise.all([
    tx
      .select({ standing: person.standing, skills: volunteerProfile.skills })
      .from(person)
      .leftJoin(volunteerProfile, eq(volunteerProfile.personId, person.id))
      .where(eq(person.id, personId)),
    tx
      .select({ id: signUp.id })
      .from(signUp)
      .where(
        and(
          eq(signUp.shiftId, shiftId),
          eq(signUp.personId, personId),
          isIn(signUp.state, LIVE_SIGN_UPS),
        ),
      ),
    commitmentsAround(tx, personId, during, except),
  ]);
  const window = during;
  const reasons = whyNotTake({
    now,
    standing: who?.standing ?? null,
    skills: who?.skills ?? [],
    party,
    promised,
    role,
    already: Boolean(earlier) && !except.includes(earlier!.id),
    shift: { state, window, opensAt },
  });
  return { reasons, clash: clashOf(window, promised)?.from ?? null };
}

type New = { personId: string; state: SignUpState; party?: number; partyName?: string } & Partial<
  Pick<SignUpRow, "checkedInAt" | "answerBy" | "reason" | "note">
>;

/** A new slot or a new wait in a locked role, with its commitment and its line in the record. */
export async function addSignUp(
  tx: Tx,
  ctx: Acting,
  { role, shift: on }: Locked,
  wish: New,
): Promise<SignUpRow> {
  const [made] = await tx
    .insert(signUp)
    .values({
      ...wish,
      shiftId: on.id,
      roleId: role.id,
      createdAt: ctx.now,
      stateAt: ctx.now,
    })
    .returning();
  if (wish.state === "signed_up") await commitTo(tx, made!, on);
  await record(tx, ctx, {
    type: `sign_up.${wish.state}`,
    thingId: made!.id,
    districtId: on.districtId,
    toState: wish.state,
    reason: wish.reason ?? undefined,
    data: { shift: on.id, role: role.id, person: wish.personId },
  });
  return made!;
}

export const commitTo = (tx: Tx, { id, personId }: SignUpRow, { during }: ShiftRow) =>
  createCommitment(tx, { personId, during, kind: "shift", sourceId: id });

const ENDS: readonly SignUpState[] = ["withdrawn", "no_show", "offered", "checked_out"];

/**
 * Moves a locked sign-up one step, records it, and keeps the person's commitment in step with it. Gives the row as it is now.
 * Refuses: `shift.mark`, `conflict`.
 */
export async function moveSignUp(
  tx: Tx,
  ctx: Acting,
  row: SignUpRow,
  to: SignUpState,
  more: { reason?: string; set?: Partial<typeof signUp.$inferInsert> } = {},
): Promise<Result<SignUpRow>> {
  const came = more.set?.checkedInAt ?? row.checkedInAt;
  const went = more.set?.checkedOutAt;
  // Two servers' clocks differ by a moment; nobody goes before they come.
  const times = came && went && went < came ? { checkedOutAt: came } : {};
  const moved = await transition(tx, ctx, life, row, to, {
    type: `sign_up.${to}`,
    reason: more.reason,
    set: { ...more.set, ...times, reason: more.reason ?? row.reason },
    data: { shift: row.shiftId, role: row.roleId, person: row.personId },
  });
  if (!moved.ok) return moved;
  // Whoever did not come was never held by it.
  const until = to === "no_show" ? new Date(0) : (more.set?.checkedOutAt ?? ctx.now);
  if (ENDS.includes(to)) await endCommitment(tx, row.id, until);
  return moved;
}

/** Asks for an answer until `until`; the slot is held as long. */
export const holdUntil = (tx: Tx, id: string, until: Date) =>
  schedule(tx, { name: "place-expiry", payload: { id }, at: until });

/** Who waits for a role, still could, and comes with at most so many: the first who came first. */
const nextAble = async (tx: Tx, { role, shift: { during } }: Locked, most: number) => {
  const [next] = await tx
    .select()
    .from(signUp)
    .where(
      and(
        eq(signUp.roleId, role.id),
        eq(signUp.state, "waitlisted"),
        lte(signUp.party, most),
        sql`exists (select from person p where p.id = ${signUp.personId} and p.standing = 'verified')`,
        sql`not exists (select from commitment c
          where c.person_id = ${signUp.personId} and c.during && ${rangeOf(during)}::tstzrange)`,
      ),
    )
    .orderBy(asc(signUp.queued))
    .limit(1);
  return next ?? null;
};

/** Who acts where a slot goes on to the next: nobody but the list. */
const WAITLIST = { kind: "system", name: "waitlist" } as const;

/**
 * Offers the free slots of a locked role to the first on its waitlist who still can, and holds them. Whoever is
 * committed elsewhere at that time, or comes with more people than there is room for, keeps their place in the list
 * and is passed over. On the day itself nothing is held: all who wait are told, and the first to answer has it.
 * Gives how many slots are left free. Refuses: `conflict`.
 */
export async function offerFreeSlots(
  tx: Tx,
  ctx: Zoned<Acting>,
  locked: Locked,
): Promise<Result<number>> {
  const { role, shift: on } = locked;
  const { from } = on.during;
  let free = await freeIn(tx, role);
  if (on.state !== "published" || from <= ctx.now) return done(free);
  const waitlist = { ...ctx, actor: WAITLIST };
  const until = answerBy(ctx.now, from, ctx.city.zone);
  while (free > 0) {
    const next = await nextAble(tx, locked, free);
    if (!next) break;
    if (firstToAnswer(ctx.now, from)) {
      const data = { role: role.id };
      await record(tx, waitlist, { type: "shift.place_free", thingId: on.id, data });
      break;
    }
    const moved = await moveSignUp(tx, waitlist, next, "offered", { set: { answerBy: until } });
    if (!moved.ok) return moved;
    await holdUntil(tx, next.id, until);
    free -= next.party;
  }
  return done(free);
}
