import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { shift, shiftRole, signUp } from "../../../drizzle/schema/shifts";
import {
  commitmentsAround,
  createCommitment,
  endCommitment,
  lockPeople,
} from "../../accounts/commands/commitment.server";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { windowOf } from "../../platform/window.server";
import { answerBy, clashOf, firstToAnswer, whyNotTake } from "../rules/sign-up";
import { HOLDING, LIVE_SIGN_UPS, type SignUpState } from "../types";

export type Who = Pick<Ctx, "actor" | "now">;
export type SignUpRow = typeof signUp.$inferSelect;
export type RoleRow = typeof shiftRole.$inferSelect;
export type ShiftRow = typeof shift.$inferSelect;
export type Locked = { role: RoleRow; shift: ShiftRow };

/** Locks a role, with its shift as it stands; null for none. After the person, before anything else of it. */
export async function lockRole(tx: Tx, roleId: string): Promise<Locked | null> {
  const [role] = await tx.select().from(shiftRole).where(eq(shiftRole.id, roleId)).for("update");
  if (!role) return null;
  const [found] = await tx.select().from(shift).where(eq(shift.id, role.shiftId));
  return { role, shift: found! };
}

/** Locks the person of a sign-up, then its role, then itself; null for none. */
export async function lockSignUp(tx: Tx, id: string) {
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
    .where(and(inArray(signUp.shiftId, [...ids]), inArray(signUp.state, [...LIVE_SIGN_UPS])));
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

/** How many places of a locked role nobody holds. */
export async function freeIn(tx: Tx, { id, capacity }: RoleRow): Promise<number> {
  const [row] = await tx
    .select({ held: sql<number>`coalesce(sum(${signUp.party}), 0)::int` })
    .from(signUp)
    .where(and(eq(signUp.roleId, id), inArray(signUp.state, [...HOLDING])));
  return capacity - (row?.held ?? 0);
}

/** What speaks against a locked person's taking a place of a locked role, and the promise that overlaps. */
export async function judge(
  tx: Tx,
  now: Date,
  { role, shift: its }: Locked,
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
          eq(signUp.shiftId, its.id),
          eq(signUp.personId, personId),
          inArray(signUp.state, [...LIVE_SIGN_UPS]),
        ),
      ),
    commitmentsAround(tx, personId, its.during, except),
  ]);
  const window = windowOf(its.during);
  const reasons = whyNotTake({
    now,
    standing: who?.standing ?? null,
    skills: who?.skills ?? [],
    party,
    promised,
    role,
    already: Boolean(earlier) && !except.includes(earlier!.id),
    shift: { state: its.state, window, opensAt: its.opensAt },
  });
  return { reasons, clash: clashOf(window, promised)?.from ?? null };
}

type New = { personId: string; state: SignUpState; party?: number; partyName?: string } & Partial<
  Pick<SignUpRow, "checkedInAt" | "answerBy" | "reason" | "note">
>;

/** A new place or a new wait in a locked role, with its promise and its line in the record. */
export async function addSignUp(tx: Tx, ctx: Who, { role, shift: its }: Locked, wish: New) {
  const [made] = await tx
    .insert(signUp)
    .values({
      ...wish,
      shiftId: its.id,
      roleId: role.id,
      createdAt: ctx.now,
      stateAt: ctx.now,
    })
    .returning();
  if (wish.state === "signed_up") await commitTo(tx, made!, its);
  await record(tx, ctx, {
    type: `sign_up.${wish.state}`,
    thingId: made!.id,
    districtId: its.districtId,
    toState: wish.state,
    reason: wish.reason ?? undefined,
    data: { shift: its.id, role: role.id, person: wish.personId },
  });
  return made!;
}

export const commitTo = (tx: Tx, { id, personId }: SignUpRow, { during }: ShiftRow) =>
  createCommitment(tx, { personId, during, kind: "shift", sourceId: id });

const ENDS: readonly SignUpState[] = ["withdrawn", "no_show", "offered", "checked_out"];

/** Moves a place one step, records it, and keeps the person's promise in step with it. */
export async function moveSignUp(
  tx: Tx,
  ctx: Who,
  row: SignUpRow,
  to: SignUpState,
  more: { reason?: string; set?: Partial<typeof signUp.$inferInsert> } = {},
): Promise<SignUpRow> {
  const came = more.set?.checkedInAt ?? row.checkedInAt;
  const went = more.set?.checkedOutAt;
  // Two servers' clocks differ by a moment; nobody goes before they come.
  const times = came && went && went < came ? { checkedOutAt: came } : {};
  const [moved] = await tx
    .update(signUp)
    .set({
      ...more.set,
      ...times,
      state: to,
      stateAt: ctx.now,
      version: row.version + 1,
      reason: more.reason ?? row.reason,
    })
    .where(eq(signUp.id, row.id))
    .returning();
  await record(tx, ctx, {
    type: `sign_up.${to}`,
    thingId: row.id,
    fromState: row.state,
    toState: to,
    reason: more.reason,
    data: { shift: row.shiftId, role: row.roleId, person: row.personId },
  });
  // Whoever did not come was never held by it.
  const until = to === "no_show" ? new Date(0) : (more.set?.checkedOutAt ?? ctx.now);
  if (ENDS.includes(to)) await endCommitment(tx, row.id, until);
  return moved!;
}

/** Asks for an answer until `until`; the place is held as long. */
export async function holdUntil(tx: Tx, id: string, until: Date) {
  await tx.execute(
    sql`select enqueue_job('place-expiry', json_build_object('id', ${id}::uuid), null, ${until.toISOString()}::timestamptz)`,
  );
}

/** Who waits for a role, still could, and comes with at most so many: the first who came first. */
const nextAble = async (tx: Tx, { role, shift: its }: Locked, most: number) => {
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
          where c.person_id = ${signUp.personId} and c.during && ${its.during}::tstzrange)`,
      ),
    )
    .orderBy(asc(signUp.queued))
    .limit(1);
  return next ?? null;
};

/**
 * Offers the free places of a locked role to the first on its waitlist who still can, and holds them. Whoever is
 * promised elsewhere at that time, or comes with more people than there is room for, keeps their place in the list
 * and is passed over. On the day itself nothing is held: all who wait are told, and the first to answer has it.
 * Gives how many places are left free.
 */
export async function offerFreePlaces(tx: Tx, ctx: Who, locked: Locked): Promise<number> {
  const { role, shift: its } = locked;
  const { from } = windowOf(its.during);
  let free = await freeIn(tx, role);
  if (its.state !== "published" || from <= ctx.now) return free;
  const system = { actor: { kind: "system", name: "waitlist" } as const, now: ctx.now };
  const until = answerBy(ctx.now, from);
  while (free > 0) {
    const next = await nextAble(tx, locked, free);
    if (!next) break;
    if (firstToAnswer(ctx.now, from)) {
      await record(tx, system, {
        type: "shift.place_free",
        thingId: its.id,
        data: { role: role.id },
      });
      break;
    }
    await moveSignUp(tx, system, next, "offered", { set: { answerBy: until } });
    await holdUntil(tx, next.id, until);
    free -= next.party;
  }
  return free;
}
