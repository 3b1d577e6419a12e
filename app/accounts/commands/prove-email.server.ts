import { and, eq, gt, isNull } from "drizzle-orm";
import { oneTimeSecret, person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { enqueueLink, mayMailStranger } from "../../platform/mail.server";
import { passwordFits } from "../../platform/password.server";
import { secretHash } from "../../platform/secret.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { endSecrets } from "./end-what-was-before.server";
import { awaitsProof } from "./make-link.server";
import { lockContact, takeContact } from "./take-contact.server";
import { tellOwner } from "./tell-owner.server";

const purpose = "email_proof" as const;

/** Mails the link by which an address is proven, as often as an address that is only claimed may be written to. */
export async function orderProof(
  tx: Tx,
  { now }: { now: Date },
  personId: string,
  email: string,
): Promise<void> {
  if (await mayMailStranger(tx, email, "first", now))
    await enqueueLink(tx, { template: purpose, personId, email });
}

/** The owner asks for that mail again. Refuses: `account.nothing_to_prove`. */
export async function sendProofAgain(ctx: Ctx<Member>): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const [own] = await tx.select().from(person).where(eq(person.id, ctx.actor.personId));
    const email = own?.emailProvenAt ? own.pendingEmail : own?.email;
    if (!email) return refuse("account.nothing_to_prove");
    await orderProof(tx, ctx, ctx.actor.personId, email);
    return done(null);
  });
}

const unused = (ctx: Ctx, secret: string) =>
  and(
    eq(oneTimeSecret.hash, secretHash(purpose, secret)),
    eq(oneTimeSecret.purpose, purpose),
    isNull(oneTimeSecret.usedAt),
    gt(oneTimeSecret.expiresAt, ctx.now),
  );

/** What a link would prove, and whether its reader is signed in as the account; null for a link that opens nothing. */
export async function readProof(ctx: Ctx, secret: string) {
  const [found] = await ctx.db
    .select({ personId: oneTimeSecret.personId, email: oneTimeSecret.contact })
    .from(oneTimeSecret)
    .where(unused(ctx, secret));
  if (!found?.email) return null;
  return { email: found.email, own: isOwn(ctx, found.personId) };
}

const isOwn = ({ actor }: Ctx, personId: string) =>
  actor.kind === "member" && actor.personId === personId;

/**
 * Proves the address that a link was mailed to. The link shows who reads the address, not who made the account: so whoever
 * is not signed in to it gives its password too. Refuses: `account.link_over`, `account.wrong_password`.
 */
export async function proveEmail(
  ctx: Ctx,
  secret: string,
  password: string,
): Promise<Result<null>> {
  const [link] = await ctx.db
    .select({
      personId: oneTimeSecret.personId,
      email: oneTimeSecret.contact,
      passwordHash: person.passwordHash,
    })
    .from(oneTimeSecret)
    .innerJoin(person, eq(person.id, oneTimeSecret.personId))
    .where(unused(ctx, secret));
  if (!link?.email) return refuse("account.link_over");
  const { personId, email, passwordHash } = link;
  const own = isOwn(ctx, personId);
  if (!own && !(await passwordFits(passwordHash, password)))
    return refuse("account.wrong_password");
  return ctx.db.transaction(async (tx) => {
    await lockContact(tx, { email }, personId);
    const [account] = await tx.select().from(person).where(eq(person.id, personId));
    const [open] = await tx.select().from(oneTimeSecret).where(unused(ctx, secret)).for("update");
    if (!account || !open || !awaitsProof(account, email)) return refuse("account.link_over");
    // The password that was given is none any more.
    if (!own && account.passwordHash !== passwordHash) return refuse("account.link_over");
    if (!(await takeContact(tx, { email }, personId))) return refuse("account.link_over");
    await tx
      .update(person)
      .set({
        email,
        emailProvenAt: ctx.now,
        pendingEmail: null,
        version: account.version + 1,
      })
      .where(eq(person.id, personId));
    // Links to the address before, this one included, have done their work.
    await endSecrets(tx, personId);
    await tellOwner(tx, account, "email_changed");
    const line = { type: "person.email_proven", thingId: personId } as const;
    await record(tx, ctx, line);
    return done(null);
  });
}
