import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { oneTimeSecret, person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { enqueueMail } from "../../platform/mail.server";
import { hashPassword, passwordFits } from "../../platform/password.server";
import { newSecret, secretHash } from "../../platform/secret.server";
import { done, type Member, type PersonId, type Result, refuse } from "../../platform/types";
import { revokeOtherSessions } from "../adapter.server";
import { passwordFault } from "../rules/password";

const HOUR = 3_600_000;
const purpose = "password_reset" as const;

/** Mails a link that works once within an hour. Says nothing of whether the address is known. */
export async function requestReset(ctx: Ctx, email: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .select({ id: person.id, email: person.email, name: person.name, locale: person.locale })
      .from(person)
      .where(eq(sql`lower(${person.email})`, email.toLowerCase()));
    if (!found?.email) return;
    const secret = newSecret();
    await tx.insert(oneTimeSecret).values({
      ...{ hash: secretHash(purpose, secret), personId: found.id, purpose, createdAt: ctx.now },
      expiresAt: new Date(ctx.now.getTime() + HOUR),
    });
    const line = { type: "person.reset_requested", thing: "person", thingId: found.id } as const;
    await record(tx, ctx.actor, line);
    await enqueueMail(tx, {
      ...{ to: found.email, locale: found.locale, template: purpose },
      params: { name: found.name, url: `${ctx.origin}/password-resets/${secret}` },
    });
  });
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
 * Sets a new password by the link; every session ends, and other links with it. Refuses:
 * `account.link_over`, `account.password_…`.
 */
export async function resetPassword(
  ctx: Ctx,
  secret: string,
  password: string,
): Promise<Result<PersonId>> {
  const passwordHash = await hashPassword(password);
  return ctx.db.transaction(async (tx) => {
    const [link] = await tx.select().from(oneTimeSecret).where(unused(ctx, secret)).for("update");
    if (!link) return refuse("account.link_over");
    const owner = await ownerOf(tx, link.personId);
    const fault = passwordFault(password, owner);
    if (fault) return refuse(`account.${fault}`);
    await tx
      .update(oneTimeSecret)
      .set({ usedAt: ctx.now })
      .where(and(eq(oneTimeSecret.personId, link.personId), eq(oneTimeSecret.purpose, purpose)));
    const personId = link.personId as PersonId;
    await setPassword(tx, ctx, personId, passwordHash);
    return done(personId);
  });
}

/** The owner changes it; every other session ends. Refuses: `account.wrong_password`, `account.password_…`. */
export async function changePassword(
  ctx: Ctx<Member>,
  { current, password }: { current: string; password: string },
  keepSession: string | null,
): Promise<Result<null>> {
  const { personId } = ctx.actor;
  const passwordHash = await hashPassword(password);
  return ctx.db.transaction(async (tx) => {
    const owner = await ownerOf(tx, personId);
    if (owner.passwordHash && !(await passwordFits(owner.passwordHash, current)))
      return refuse("account.wrong_password");
    const fault = passwordFault(password, owner);
    if (fault) return refuse(`account.${fault}`);
    await setPassword(tx, ctx, personId, passwordHash, keepSession);
    return done(null);
  });
}

async function ownerOf(tx: Tx, personId: string) {
  const [owner] = await tx
    .select({ name: person.name, email: person.email, passwordHash: person.passwordHash })
    .from(person)
    .where(eq(person.id, personId))
    .for("update");
  return { name: owner?.name ?? "", email: owner?.email ?? "", passwordHash: owner?.passwordHash };
}

async function setPassword(
  tx: Tx,
  ctx: Ctx,
  personId: PersonId,
  passwordHash: string,
  keepSession: string | null = null,
) {
  await tx.update(person).set({ passwordHash }).where(eq(person.id, personId));
  await revokeOtherSessions(tx, personId, keepSession);
  const line = { type: "person.password_set", thing: "person", thingId: personId } as const;
  await record(tx, ctx.actor, line);
}
