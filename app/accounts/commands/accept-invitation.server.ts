import { and, eq, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { invitation } from "../../../drizzle/schema/districts";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { hashPassword } from "../../platform/password.server";
import { secretHash } from "../../platform/secret.server";
import { done, type Locale, type PersonId, type Result, refuse } from "../../platform/types";
import { passwordFault } from "../rules/password";
import { stillOpen } from "./invite.server";

/** Who is invited, to what; null for a link that opens nothing any more. */
export async function readInvitation(ctx: Ctx, secret: string) {
  const [found] = await ctx.db
    .select({
      ...{
        name: invitation.name,
        email: invitation.email,
        administrator: invitation.administrator,
      },
      known: sql<boolean>`exists (select from person known
        where lower(known.email) = lower(invitation.email) and known.password_hash is not null)`,
    })
    .from(invitation)
    .where(and(eq(invitation.secretHash, secretHash("invitation", secret)), stillOpen(ctx.now)));
  return found ?? null;
}

/**
 * Makes the account of the invited person, or gives theirs the new reach. The link was mailed to the
 * address, so whoever holds it owns that. Refuses: `account.link_over`, `account.password_…`.
 */
export async function acceptInvitation(
  ctx: Ctx,
  secret: string,
  password: string,
): Promise<Result<PersonId>> {
  const passwordHash = password ? await hashPassword(password) : null;
  return ctx.db.transaction(async (tx) => {
    const [open] = await tx
      .select()
      .from(invitation)
      .where(and(eq(invitation.secretHash, secretHash("invitation", secret)), stillOpen(ctx.now)))
      .for("update");
    if (!open) return refuse("account.link_over");
    const [known] = await tx
      .select()
      .from(person)
      .where(eq(sql`lower(${person.email})`, open.email.toLowerCase()))
      .for("update");
    if (!known?.passwordHash) {
      const fault = passwordFault(password, open);
      if (fault) return refuse(`account.${fault}`);
    }
    const id = known
      ? await extend(tx, known, passwordHash)
      : await make(tx, ctx, open, passwordHash);
    // The application's role may not write who administers or coordinates: this function does, and records it.
    await tx.execute(sql`select accept_reach(${open.id}::uuid, ${id}::uuid,
      ${ctx.now.toISOString()}::timestamptz)`);
    return done(id as PersonId);
  });
}

type Known = typeof person.$inferSelect;

async function extend(tx: Tx, known: Known, passwordHash: string | null) {
  await tx
    .update(person)
    .set({
      passwordHash: known.passwordHash ?? passwordHash,
      version: known.version + 1,
    })
    .where(eq(person.id, known.id));
  return known.id;
}

type Open = typeof invitation.$inferSelect;

async function make(tx: Tx, ctx: Ctx, open: Open, passwordHash: string | null) {
  const { name, email } = open;
  const [made] = await tx
    .insert(person)
    .values({
      name,
      email,
      passwordHash,
      createdAt: ctx.now,
      locale: open.locale as Locale,
    })
    .returning({ id: person.id });
  return made!.id;
}
