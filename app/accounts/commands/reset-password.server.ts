import { and, eq, gt, isNull } from "drizzle-orm";
import { oneTimeSecret, person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Acting, Ctx, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { enqueueLink } from "../../platform/mail.server";
import { hashPassword, passwordFits } from "../../platform/password.server";
import { secretHash } from "../../platform/secret.server";
import { done, type Member, type PersonId, type Result, refuse } from "../../platform/types";
import { revokeOtherSessions } from "../adapter.server";
import { emptyForm, linkForm, resetRequestForm } from "../form";
import { passwordFault } from "../rules/password";
import { endSecrets, endSignIns } from "./end-what-was-before.server";
import { tellOwner } from "./tell-owner.server";

const purpose = "password_reset" as const;

/** Orders a link that works once within an hour. Whether the address is known is only asked when the mail is made. */
export const requestReset = command({
  name: "person.ask-reset",
  input: resetRequestForm,
  run: async (tx, _: Inside, { email }) => {
    await enqueueLink(tx, { template: purpose, email });
    return done(null);
  },
});

const unused = ({ now }: Pick<Acting, "now">, token: string) =>
  and(
    eq(oneTimeSecret.hash, secretHash(purpose, token)),
    eq(oneTimeSecret.purpose, purpose),
    isNull(oneTimeSecret.usedAt),
    gt(oneTimeSecret.expiresAt, now),
  );

/** Whether a link still works. */
export async function isResetOpen(ctx: Ctx, token: string): Promise<boolean> {
  const found = await ctx.db.select().from(oneTimeSecret).where(unused(ctx, token));
  return found.length > 0;
}

/**
 * A new password for whom a link was mailed to, judged and hashed: heavy work, so before the command. Refuses:
 * `account.link_over`, `account.password_…`.
 */
export async function judgeReset(
  ctx: Ctx,
  token: string,
  password: string,
): Promise<Result<{ passwordHash: string }>> {
  const [known] = await ctx.db
    .select({ name: person.name, email: person.email })
    .from(oneTimeSecret)
    .innerJoin(person, eq(person.id, oneTimeSecret.personId))
    .where(unused(ctx, token));
  if (!known) return refuse("account.link_over");
  const fault = passwordFault(password, { name: known.name, email: known.email ?? "" });
  if (fault) return refuse(`account.${fault}`);
  return done({ passwordHash: await hashPassword(password) });
}

/**
 * Sets a new password by the link; every session ends, and every other link and code. Gives whose it is. Refuses:
 * `account.link_over`, and what was judged.
 */
export const resetPassword = command({
  name: "person.reset-password",
  input: linkForm,
  run: async (tx, ctx: Inside & { judged: Result<{ passwordHash: string }> }, { token }) => {
    if (!ctx.judged.ok) return ctx.judged;
    const { passwordHash } = ctx.judged.value;
    const [to] = await tx.select().from(oneTimeSecret).where(unused(ctx, token));
    const owner = to && (await lockOwner(tx, to.personId));
    const [link] = await tx.select().from(oneTimeSecret).where(unused(ctx, token)).for("update");
    // A link belongs to the address that it was sent to.
    const held =
      owner?.emailProvenAt && owner.email?.toLowerCase() === link?.contact?.toLowerCase();
    if (!link || !owner || !held) return refuse("account.link_over");
    const used = eq(oneTimeSecret.hash, link.hash);
    await tx.update(oneTimeSecret).set({ usedAt: ctx.now }).where(used);
    await endSignIns(tx, owner.id);
    await setPassword(tx, ctx, owner, { passwordHash, pendingEmail: null });
    return done(owner.id as PersonId);
  },
});

/** A new password, and the hash of the one that its owner has shown it replaces; null where there was none. */
type Replacement = { replaces: string | null; passwordHash: string };

/**
 * A new password in place of the present one, which its owner shows: heavy work, so before the command. Refuses:
 * `account.wrong_password`, `account.password_…`.
 */
export async function judgeChange(
  ctx: Ctx<Member>,
  { current, password }: { current: string; password: string },
): Promise<Result<Replacement>> {
  const [own] = await ctx.db.select().from(person).where(eq(person.id, ctx.actor.personId));
  if (!own) return refuse("account.unknown");
  const replaces = own.passwordHash;
  if (replaces && !(await passwordFits(replaces, current))) return refuse("account.wrong_password");
  const fault = passwordFault(password, { name: own.name, email: own.email ?? "" });
  if (fault) return refuse(`account.${fault}`);
  return done({ replaces, passwordHash: await hashPassword(password) });
}

type Changing = { judged: Result<Replacement>; keepSession: string | null };

/** The owner changes it; every other session ends. Refuses: `account.wrong_password`, and what was judged. */
export const changePassword = command({
  name: "person.change-password",
  input: emptyForm,
  run: async (tx, ctx: Inside<Member> & Changing) => {
    if (!ctx.judged.ok) return ctx.judged;
    const { replaces, passwordHash } = ctx.judged.value;
    const { personId } = ctx.actor;
    const owner = await lockOwner(tx, personId);
    // Meanwhile another one was set, and this was said of the one before.
    if (!owner || owner.passwordHash !== replaces) return refuse("account.wrong_password");
    await endSecrets(tx, personId);
    await revokeOtherSessions(tx, personId, ctx.keepSession);
    await setPassword(tx, ctx, owner, { passwordHash });
    return done(null);
  },
});

type Owner = typeof person.$inferSelect;

async function lockOwner(tx: Tx, personId: string): Promise<Owner | undefined> {
  const [owner] = await tx.select().from(person).where(eq(person.id, personId)).for("update");
  return owner;
}

type NewPassword = { passwordHash: string; pendingEmail?: null };

async function setPassword(tx: Tx, ctx: Acting, owner: Owner, change: NewPassword) {
  await tx.update(person).set(change).where(eq(person.id, owner.id));
  await tellOwner(tx, owner, "password_changed");
  await record(tx, ctx, { type: "person.password_set", thingId: owner.id });
}
