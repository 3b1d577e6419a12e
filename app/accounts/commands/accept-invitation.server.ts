import { and, eq, or, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { invitation, invitationDistrict } from "../../../drizzle/schema/districts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Db, Tx } from "../../platform/database.server";
import { hashPassword, passwordFits } from "../../platform/password.server";
import { secretHash } from "../../platform/secret.server";
import {
  done,
  type Locale,
  type PersonId,
  type Refusal,
  type Result,
  refuse,
} from "../../platform/types";
import { exceeds, type Reach } from "../policy";
import { lockReach, readReach } from "../queries/account.server";
import { hasProvenEmail } from "../queries/proven.server";
import { passwordFault } from "../rules/password";
import { endSignIns } from "./end-what-was-before.server";
import { stillOpen } from "./invite.server";
import { orderProof } from "./prove-email.server";
import { lockContact, takeContact } from "./take-contact.server";
import { tellOwner } from "./tell-owner.server";

const opened = (ctx: Ctx, secret: string) => {
  const hash = secretHash("invitation", secret);
  return and(
    or(eq(invitation.secretHash, hash), eq(invitation.mailedHash, hash)),
    stillOpen(ctx.now),
  );
};

/** Who is invited, to what, and whether the address is an account's and that has a password; null for a link that opens nothing any more. */
export async function readInvitation(ctx: Ctx, secret: string) {
  const { name, email, administrator } = invitation;
  const [found] = await ctx.db
    .select({ name, email, administrator })
    .from(invitation)
    .where(opened(ctx, secret));
  if (!found) return null;
  const known = await findKnown(ctx.db, found.email);
  return { ...found, known: Boolean(known?.passwordHash), fresh: !known };
}

/** The account that an invitation is for: nobody is invited onto an address that is only claimed. */
async function findKnown(db: Db | Tx, email: string) {
  const [known] = await db.select().from(person).where(hasProvenEmail(email));
  return known;
}

/**
 * Makes the account of the invited person, or gives theirs the new reach. An account that exists is its owner's alone: its
 * own password is asked. Only the link in the mail shows whose the address is; by the other one it is claimed and proven
 * later. Refuses: `account.link_over`, `account.link_mailed`, `account.wrong_password`, `account.password_…`.
 */
export async function acceptInvitation(
  ctx: Ctx,
  secret: string,
  password: string,
): Promise<Result<PersonId>> {
  const [open] = await ctx.db.select().from(invitation).where(opened(ctx, secret));
  if (!open) return refuse("account.link_over");
  const known = await findKnown(ctx.db, open.email);
  const shown = await showPassword(known, open, password);
  if ("code" in shown) return shown;
  const mailed = open.mailedHash === secretHash("invitation", secret);
  if (known && !known.passwordHash && !mailed) return refuse("account.link_mailed");
  return ctx.db.transaction(async (tx) => {
    await lockReach(tx);
    await lockContact(tx, open);
    const still = await tx.select().from(invitation).where(opened(ctx, secret)).for("update");
    const now = await findKnown(tx, open.email);
    // What was shown was shown of the account as it was then.
    const same = now?.id === known?.id && now?.passwordHash === known?.passwordHash;
    if (still.length === 0 || !same) return refuse("account.link_over");
    const reach = await reachOf(tx, open);
    const inviter = open.invitedBy ? await readReach(tx, open.invitedBy) : null;
    if (inviter && exceeds(reach, inviter)) return refuse("account.link_over");
    const id = now
      ? await extend(tx, now, shown.passwordHash)
      : await make(tx, ctx, open, shown.passwordHash, mailed);
    // The application's role may not write who administers or coordinates: this function does, and records it.
    await tx.execute(
      sql`select accept_reach(${open.id}::uuid, ${id}::uuid, ${ctx.now.toISOString()}::timestamptz)`,
    );
    return done(id as PersonId);
  });
}

type Known = typeof person.$inferSelect;
type Open = typeof invitation.$inferSelect;

/** The owner's own password, or a new one where there is none; heavy work, so outside the transaction. */
async function showPassword(
  known: Known | undefined,
  open: Open,
  password: string,
): Promise<{ passwordHash: string } | Refusal> {
  if (known?.passwordHash) {
    const fits = await passwordFits(known.passwordHash, password);
    return fits ? { passwordHash: known.passwordHash } : refuse("account.wrong_password");
  }
  const fault = passwordFault(password, open);
  return fault ? refuse(`account.${fault}`) : { passwordHash: await hashPassword(password) };
}

async function reachOf(tx: Tx, { id, administrator }: Open): Promise<Reach> {
  const districts = await tx
    .select({ districtId: invitationDistrict.districtId })
    .from(invitationDistrict)
    .where(eq(invitationDistrict.invitationId, id));
  return { administrator, districts: districts.map(({ districtId }) => districtId) };
}

/** Whatever was signed in to the account before does not grow with it. */
async function extend(tx: Tx, known: Known, passwordHash: string) {
  await endSignIns(tx, known.id);
  await tx
    .update(person)
    .set({
      passwordHash,
      version: known.version + 1,
    })
    .where(eq(person.id, known.id));
  await tellOwner(tx, known, "role_changed");
  return known.id;
}

async function make(tx: Tx, ctx: Ctx, open: Open, passwordHash: string, mailed: boolean) {
  const { name, email } = open;
  if (mailed) await takeContact(tx, { email }, null);
  const [made] = await tx
    .insert(person)
    .values({
      name,
      email,
      emailProvenAt: mailed ? ctx.now : null,
      passwordHash,
      createdAt: ctx.now,
      locale: open.locale as Locale,
    })
    .returning({ id: person.id });
  const id = made!.id;
  if (mailed) {
    const line = { type: "person.email_proven", thingId: id } as const;
    await record(tx, ctx, line);
  } else await orderProof(tx, ctx, id, email);
  return id;
}
