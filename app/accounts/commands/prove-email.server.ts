import { and, eq, gt, isNull } from "drizzle-orm";
import { oneTimeSecret, person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Acting, Ctx, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { enqueueLink, mayMailStranger } from "../../platform/mail.server";
import { passwordFits } from "../../platform/password.server";
import { secretHash } from "../../platform/secret.server";
import { done, type Member, type PersonId, type Result, refuse } from "../../platform/types";
import { emptyForm, linkForm } from "../form";
import { endSecrets } from "./end-what-was-before.server";
import { awaitsProof } from "./make-link.server";
import { lockContact, takeContact } from "./take-contact.server";
import { tellOwner } from "./tell-owner.server";

const purpose = "email_proof" as const;

/** Mails the link by which an address is proven, as often as an address that is only claimed may be written to. */
export async function orderProof(
  tx: Tx,
  { now }: Pick<Acting, "now">,
  personId: string,
  email: string,
): Promise<void> {
  if (await mayMailStranger(tx, email, "first", now))
    await enqueueLink(tx, { template: purpose, personId, email });
}

/** The owner asks for that mail again. Refuses: `account.nothing_to_prove`. */
export const sendProofAgain = command({
  name: "person.ask-proof",
  input: emptyForm,
  run: async (tx, ctx: Inside<Member>) => {
    const [own] = await tx.select().from(person).where(eq(person.id, ctx.actor.personId));
    const email = own?.emailProvenAt ? own.pendingEmail : own?.email;
    if (!email) return refuse("account.nothing_to_prove");
    await orderProof(tx, ctx, ctx.actor.personId, email);
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

/** What a link would prove, and whether its reader is signed in as the account; null for a link that opens nothing. */
export async function readProof(ctx: Ctx, token: string) {
  const [found] = await ctx.db
    .select({ personId: oneTimeSecret.personId, email: oneTimeSecret.contact })
    .from(oneTimeSecret)
    .where(unused(ctx, token));
  if (!found?.email) return null;
  return { email: found.email, own: isOwn(ctx, found.personId) };
}

const isOwn = ({ actor }: Pick<Acting, "actor">, personId: string) =>
  actor.kind === "member" && actor.personId === personId;

/** The password hash of the account, as it was when the password was shown; null for whoever is signed in to it. */
type Shown = { passwordHash: string | null };

/**
 * Whether somebody may prove the address that a link was mailed to. The link shows who reads the address, not who made the
 * account: so whoever is not signed in to it gives its password too. Refuses: `account.link_over`, `account.wrong_password`.
 */
export async function judgeProof(
  ctx: Ctx,
  token: string,
  password: string,
): Promise<Result<Shown>> {
  const [link] = await ctx.db
    .select({ personId: oneTimeSecret.personId, passwordHash: person.passwordHash })
    .from(oneTimeSecret)
    .innerJoin(person, eq(person.id, oneTimeSecret.personId))
    .where(unused(ctx, token));
  if (!link) return refuse("account.link_over");
  if (isOwn(ctx, link.personId)) return done({ passwordHash: null });
  const fits = await passwordFits(link.passwordHash, password);
  return fits ? done({ passwordHash: link.passwordHash }) : refuse("account.wrong_password");
}

/** Proves an address; gives whose it is. Refuses: `account.link_over`, and what was judged. */
export const proveEmail = command({
  name: "person.prove-email",
  input: linkForm,
  run: async (tx, ctx: Inside & { judged: Result<Shown> }, { token }) => {
    if (!ctx.judged.ok) return ctx.judged;
    const { passwordHash } = ctx.judged.value;
    const [link] = await tx.select().from(oneTimeSecret).where(unused(ctx, token));
    if (!link?.contact) return refuse("account.link_over");
    const { personId, contact: email } = link;
    await lockContact(tx, { email }, personId);
    const [account] = await tx.select().from(person).where(eq(person.id, personId));
    const [open] = await tx.select().from(oneTimeSecret).where(unused(ctx, token)).for("update");
    if (!account || !open || !awaitsProof(account, email)) return refuse("account.link_over");
    // The password that was given is none any more.
    const shown = passwordHash !== null && account.passwordHash === passwordHash;
    if (!isOwn(ctx, personId) && !shown) return refuse("account.link_over");
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
    await record(tx, ctx, { type: "person.email_proven", thingId: personId });
    return done(personId as PersonId);
  },
});
