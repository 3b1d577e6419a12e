import { and, eq, isNull } from "drizzle-orm";
import { invitation, oneTimeSecret, person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import type { Tx } from "../../platform/database.server";
import type { JobCtx } from "../../platform/jobs.server";
import type { LinkOrder, MailOrder } from "../../platform/mail.server";
import { newSecret, secretHash } from "../../platform/secret.server";
import type { Locale } from "../../platform/types";
import { hasProvenEmail } from "../queries/proven.server";
import { PROOF_LINK_HOURS, RESET_LINK_HOURS } from "../rules/limits";
import type { SecretPurpose } from "../types";
import { stillOpen } from "./invite.server";

const HOUR = 3_600_000;
const MAIL = { kind: "system", name: "mail" } as const;

type Order = Exclude<LinkOrder, { requestId: string }>;

/**
 * Makes the secret link of a mail that is about to be sent; one that was made before for the same stops working, so a job
 * that comes again does no harm. Null when there is nothing to send any more.
 */
export async function makeLink(ctx: JobCtx, order: Order): Promise<MailOrder | null> {
  return ctx.db.transaction((tx) => {
    if (order.template === "password_reset") return resetLink(tx, ctx, order.email);
    if (order.template === "email_proof") return proofLink(tx, ctx, order);
    return invitationLink(tx, ctx, order.invitationId);
  });
}

/** Works for an hour. Nothing for an address that no account has proven. */
async function resetLink(tx: Tx, ctx: JobCtx, email: string): Promise<MailOrder | null> {
  const [found] = await tx.select().from(person).where(hasProvenEmail(email)).for("update");
  if (!found?.email) return null;
  const template = "password_reset";
  const secret = await newSecretFor(tx, ctx, found.id, template, found.email, RESET_LINK_HOURS);
  const line = { type: "person.reset_requested", thingId: found.id } as const;
  await record(tx, { actor: MAIL }, line);
  const url = `${ctx.origin}/password-resets/${secret}`;
  return { to: found.email, locale: found.locale, template, params: { url } };
}

/** Works for a day. Whoever has proven the address for another account is told of that one instead. */
async function proofLink(
  tx: Tx,
  ctx: JobCtx,
  { personId, email }: { personId: string; email: string },
): Promise<MailOrder | null> {
  const [own] = await tx.select().from(person).where(eq(person.id, personId)).for("update");
  if (!own || !awaitsProof(own, email)) return null;
  const [holder] = await tx.select().from(person).where(hasProvenEmail(email));
  if (holder) {
    const params = { url: `${ctx.origin}/sign-in` };
    return { to: email, locale: holder.locale, template: "already_here", params };
  }
  const template = "email_proof";
  const secret = await newSecretFor(tx, ctx, personId, template, email, PROOF_LINK_HOURS);
  const url = `${ctx.origin}/email-proofs/${secret}`;
  return { to: email, locale: own.locale, template, params: { url } };
}

type Claim = { email: string | null; emailProvenAt: Date | null; pendingEmail: string | null };

/** Whether an account still claims this address, as its own or as its next one. */
export function awaitsProof({ email, emailProvenAt, pendingEmail }: Claim, address: string) {
  const claimed = emailProvenAt ? pendingEmail : email;
  return claimed?.toLowerCase() === address.toLowerCase();
}

/** Works as long as the invitation is open. */
async function invitationLink(tx: Tx, ctx: JobCtx, id: string): Promise<MailOrder | null> {
  const secret = newSecret();
  const [open] = await tx
    .update(invitation)
    .set({ mailedHash: secretHash("invitation", secret) })
    .where(and(eq(invitation.id, id), stillOpen(ctx.now)))
    .returning();
  if (!open) return null;
  const params = { name: open.name, url: `${ctx.origin}/invitations/${secret}` };
  return { to: open.email, locale: open.locale as Locale, template: "invitation", params };
}

async function newSecretFor(
  tx: Tx,
  { now }: JobCtx,
  personId: string,
  purpose: SecretPurpose,
  contact: string,
  hours: number,
): Promise<string> {
  const secret = newSecret();
  const same = and(eq(oneTimeSecret.personId, personId), eq(oneTimeSecret.purpose, purpose));
  await tx.delete(oneTimeSecret).where(and(same, isNull(oneTimeSecret.usedAt)));
  const expiresAt = new Date(now.getTime() + hours * HOUR);
  const hash = secretHash(purpose, secret);
  await tx
    .insert(oneTimeSecret)
    .values({ hash, personId, purpose, contact, createdAt: now, expiresAt });
  return secret;
}
