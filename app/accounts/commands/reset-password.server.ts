import { and, eq, gt, isNull } from "drizzle-orm";
import { oneTimeSecret, person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { enqueueLink } from "../../platform/mail.server";
import { hashPassword, passwordFits } from "../../platform/password.server";
import { secretHash } from "../../platform/secret.server";
import { done, type Member, type PersonId, type Result, refuse } from "../../platform/types";
import { revokeOtherSessions } from "../adapter.server";
import { passwordFault } from "../rules/password";
import { endSecrets, endSignIns } from "./end-what-was-before.server";
import { tellOwner } from "./tell-owner.server";

const purpose = "password_reset" as const;

/** Orders a link that works once within an hour. Whether the address is known is only asked when the mail is made. */
export async function requestReset(ctx: Ctx, email: string): Promise<void> {
  await ctx.db.transaction((tx) => enqueueLink(tx, { template: purpose, email }));
}

const unused = (ctx: Ctx, secret: string) =>
  and(
    eq(oneTimeSecret.hash, secretHash(purpose, secret)),
    eq(oneTimeSecret.purpose, purpose),
    isNull(oneTimeSecret.usedAt),
    gt(oneTimeSecret.expiresAt, ctx.now),
  );

/** Whether a link still works. */
export async function isResetOpen(ctx: Ctx, secret: string): Promise<boolean> {
  const found = await ctx.db.select().from(oneTimeSecret).where(unused(ctx, secret));
  return found.length > 0;
}

/**
 * Sets a new password by the link; every session ends, and every other link and code. Refuses: `account.link_over`,
 * `account.password_…`.
 */
export async function resetPassword(
  ctx: Ctx,
  secret: string,
  password: string,
): Promise<Result<PersonId>> {
  const [known] = await ctx.db
    .select({ name: person.name, email: person.email })
    .from(oneTimeSecret)
    .innerJoin(person, eq(person.id, oneTimeSecret.personId))
    .where(unused(ctx, secret));
  if (!known) return refuse("account.link_over");
  const fault = passwordFault(password, { name: known.name, email: known.email ?? "" });
  if (fault) return refuse(`account.${fault}`);
  const passwordHash = await hashPassword(password);
  return ctx.db.transaction(async (tx) => {
    const [to] = await tx.select().from(oneTimeSecret).where(unused(ctx, secret));
    const owner = to && (await lockOwner(tx, to.personId));
    const [link] = await tx.select().from(oneTimeSecret).where(unused(ctx, secret)).for("update");
    // A link belongs to the address that it was sent to.
    const held =
      owner?.emailProvenAt && owner.email?.toLowerCase() === link?.contact?.toLowerCase();
    if (!link || !owner || !held) return refuse("account.link_over");
    const used = eq(oneTimeSecret.hash, link.hash);
    await tx.update(oneTimeSecret).set({ usedAt: ctx.now }).where(used);
    await endSignIns(tx, owner.id);
    await setPassword(tx, ctx, owner, { passwordHash, pendingEmail: null });
    return done(owner.id as PersonId);
  });
}

/** The owner changes it; every other session ends. Refuses: `account.wrong_password`, `account.password_…`. */
export async function changePassword(
  ctx: Ctx<Member>,
  { current, password }: { current: string; password: string },
  keepSession: string | null,
): Promise<Result<null>> {
  const { personId } = ctx.actor;
  const [own] = await ctx.db.select().from(person).where(eq(person.id, personId));
  if (!own) return refuse("account.unknown");
  if (own.passwordHash && !(await passwordFits(own.passwordHash, current)))
    return refuse("account.wrong_password");
  const fault = passwordFault(password, { name: own.name, email: own.email ?? "" });
  if (fault) return refuse(`account.${fault}`);
  const passwordHash = await hashPassword(password);
  return ctx.db.transaction(async (tx) => {
    const owner = await lockOwner(tx, personId);
    // Meanwhile another one was set, and this was said of the one before.
    if (!owner || owner.passwordHash !== own.passwordHash) return refuse("account.wrong_password");
    await endSecrets(tx, personId);
    await revokeOtherSessions(tx, personId, keepSession);
    await setPassword(tx, ctx, owner, { passwordHash });
    return done(null);
  });
}

type Owner = typeof person.$inferSelect;

async function lockOwner(tx: Tx, personId: string): Promise<Owner | undefined> {
  const [owner] = await tx.select().from(person).where(eq(person.id, personId)).for("update");
  return owner;
}

type NewPassword = { passwordHash: string; pendingEmail?: null };

async function setPassword(tx: Tx, ctx: Ctx, owner: Owner, change: NewPassword) {
  await tx.update(person).set(change).where(eq(person.id, owner.id));
  await tellOwner(tx, owner, "password_changed");
  const line = { type: "person.password_set", thingId: owner.id } as const;
  await record(tx, ctx, line);
}
