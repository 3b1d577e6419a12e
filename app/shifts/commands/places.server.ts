import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { commitment } from "../../../drizzle/schema/accounts";
import { shift, shiftRole, signUp } from "../../../drizzle/schema/shifts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { windowOf } from "../../platform/window.server";
import { answerBy } from "../rules/sign-up";
import { HOLDING, type SignUpState } from "../types";

export type Who = Pick<Ctx, "actor" | "now">;
export type SignUpRow = typeof signUp.$inferSelect;
export type RoleRow = typeof shiftRole.$inferSelect;
export type ShiftRow = typeof shift.$inferSelect;

/** Locks a role, with its shift as it stands; null for none. After the person, before anything else of it. */
export async function lockRole(tx: Tx, roleId: string) {
  const [role] = await tx.select().from(shiftRole).where(eq(shiftRole.id, roleId)).for("update");
  if (!role) return null;
  const [found] = await tx.select().from(shift).where(eq(shift.id, role.shiftId));
  return { role, shift: found! };
}

/** How many places of a locked role nobody holds. */
export async function freeIn(tx: Tx, { id, capacity }: RoleRow): Promise<number> {
  const [row] = await tx
    .select({ held: sql<number>`count(*)::int` })
    .from(signUp)
    .where(and(eq(signUp.roleId, id), inArray(signUp.state, [...HOLDING])));
  return capacity - (row?.held ?? 0);
}

/** Moves a place one step, records it, and keeps the person's promise in step with it. */
export async function moveSignUp(
  tx: Tx,
  ctx: Who,
  row: SignUpRow,
  to: SignUpState,
  more: { reason?: string; set?: Partial<typeof signUp.$inferInsert> } = {},
) {
  await tx
    .update(signUp)
    .set({
      ...{ ...more.set, state: to, stateAt: ctx.now, version: row.version + 1 },
      reason: more.reason ?? row.reason,
    })
    .where(eq(signUp.id, row.id));
  await record(tx, ctx.actor, {
    ...{ type: `sign_up.${to}`, thing: "sign_up", thingId: row.id },
    ...{ fromState: row.state, toState: to, reason: more.reason },
    data: { shift: row.shiftId, role: row.roleId, person: row.personId },
  });
  if (to === "withdrawn" || to === "no_show")
    await tx.delete(commitment).where(eq(commitment.sourceId, row.id));
}

/**
 * Offers the free places of a locked role to the first on its waitlist who still can, and holds them. Whoever is
 * promised elsewhere at that time keeps their place in the list and is passed over.
 */
export async function offerFreePlaces(
  tx: Tx,
  ctx: Who,
  { role, shift: its }: { role: RoleRow; shift: ShiftRow },
): Promise<void> {
  const { from } = windowOf(its.during);
  if (its.state !== "published" || from <= ctx.now) return;
  const free = await freeIn(tx, role);
  if (free <= 0) return;
  const next = await tx
    .select({ row: signUp })
    .from(signUp)
    .where(
      and(
        ...[eq(signUp.roleId, role.id), eq(signUp.state, "waitlisted")],
        sql`exists (select from person p where p.id = ${signUp.personId} and p.standing = 'verified')`,
        sql`not exists (select from commitment c
          where c.person_id = ${signUp.personId} and c.during && ${its.during}::tstzrange)`,
      ),
    )
    .orderBy(asc(signUp.queued))
    .limit(free);
  const until = answerBy(ctx.now, from);
  const system = { actor: { kind: "system", name: "waitlist" } as const, now: ctx.now };
  for (const { row } of next) {
    await moveSignUp(tx, system, row, "offered", { set: { answerBy: until } });
    await tx.execute(
      sql`select enqueue_job('place-expiry', json_build_object('id', ${row.id}::uuid), null, ${until.toISOString()}::timestamptz)`,
    );
  }
}
