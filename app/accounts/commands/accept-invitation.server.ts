import { and, eq, or, sql } from "drizzle-orm";
import { invitation, invitationDistrict, person } from "../../../drizzle/schema/accounts";
import { markChange, record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Acting, Ctx, Inside } from "../../platform/context.server";
import type { Db, Tx } from "../../platform/database.server";
import { hashPassword, passwordFits } from "../../platform/password.server";
import { secretHash } from "../../platform/secret.server";
import { done, type Locale, type PersonId, type Result, refuse } from "../../platform/types";
import { linkForm } from "../form";
import { exceeds, type Reach } from "../policy";
import { lockReach, readReach } from "../queries/account.server";
import { hasProvenEmail } from "../queries/proven.server";
import { passwordFault } from "../rules/password";
import { endSignIns } from "./end-what-was-before.server";
import { stillOpen } from "./invite.server";
import { orderProof } from "./prove-email.server";
import { lockContact, takeContact } from "./take-contact.server";
import { tellOwner } from "./tell-owner.server";

const opened = ({ now }: Pick<Acting, "now">, token: string) => {
  const hash = secretHash("invitation", token);
  return and(or(eq(invitation.secretHash, hash), eq(invitation.mailedHash, hash)), stillOpen(now));
};

/** Who is invited, to what, and whether the address is an account's and that has a password; null for a link that opens nothing any more. */
export async function readInvitation(ctx: Ctx, token: string) {
  const { name, email, administrator } = invitation;
  const [found] = await ctx.db
    .select({ name, email, administrator })
    .from(invitation)
    .where(opened(ctx, token));
  if (!found) return null;
  const known = await findKnown(ctx.db, found.email);
  return { ...found, known: Boolean(known?.passwordHash), fresh: !known };
}

/** The account that an invitation is for: nobody is invited onto an address that is only claimed. */
async function findKnown(db: Db | Tx, email: string) {
  const [known] = await db.select().from(person).where(hasProvenEmail(email));
  return known;
}

type Known = typeof person.$inferSelect;
type Open = typeof invitation.$inferSelect;

/** The account that a password was shown of, as it was then, and the hash that it has from now on. */
type Shown = { of: Pick<Known, "id" | "passwordHash"> | null; passwordHash: string };

/**
 * Of an account that exists its own password is asked, of every other a new one: heavy work, so before the command. Refuses:
 * `account.link_over`, `account.link_mailed`, `account.wrong_password`, `account.password_…`.
 */
export async function judgeInvitation(
  ctx: Ctx,
  token: string,
  password: string,
): Promise<Result<Shown>> {
  const [open] = await ctx.db.select().from(invitation).where(opened(ctx, token));
  if (!open) return refuse("account.link_over");
  const known = await findKnown(ctx.db, open.email);
  if (known?.passwordHash) {
    const { id, passwordHash } = known;
    const fits = await passwordFits(passwordHash, password);
    return fits ? done({ of: { id, passwordHash }, passwordHash }) : WRONG;
  }
  const fault = passwordFault(password, open);
  if (fault) return refuse(`account.${fault}`);
  if (known && !isMailed(open, token)) return refuse("account.link_mailed");
  const of = known ? { id: known.id, passwordHash: null } : null;
  return done({ of, passwordHash: await hashPassword(password) });
}

const WRONG = refuse("account.wrong_password");

const isMailed = ({ mailedHash }: Open, token: string) =>
  mailedHash === secretHash("invitation", token);

/**
 * Makes the account of the invited person, or gives theirs the new reach. An account that exists is its owner's alone, as
 * `judgeInvitation` has judged it. Only the link in the mail shows whose the address is; by the other one it is claimed and
 * proven later. Refuses: `account.link_over`, and what was judged.
 */
export const acceptInvitation = command({
  name: "invitation.accept",
  input: linkForm,
  run: async (tx, ctx: Inside & { judged: Result<Shown> }, { token }) => {
    if (!ctx.judged.ok) return ctx.judged;
    const { of, passwordHash } = ctx.judged.value;
    await lockReach(tx);
    const [named] = await tx.select().from(invitation).where(opened(ctx, token));
    if (!named) return refuse("account.link_over");
    await lockContact(tx, named);
    const [open] = await tx.select().from(invitation).where(opened(ctx, token)).for("update");
    const now = await findKnown(tx, named.email);
    // What was shown was shown of the account as it was then.
    const same = now?.id === of?.id && (now?.passwordHash ?? null) === (of?.passwordHash ?? null);
    if (!open || !same) return refuse("account.link_over");
    const reach = await reachOf(tx, open);
    const inviter = open.invitedBy ? await readReach(tx, open.invitedBy) : null;
    if (inviter && exceeds(reach, inviter)) return refuse("account.link_over");
    const id = now
      ? await extend(tx, now, passwordHash)
      : await make(tx, ctx, open, passwordHash, isMailed(open, token));
    await markChange(tx, ctx);
    // The application's role may not write who administers or coordinates: this function does, and records it.
    await tx.execute(
      sql`select accept_reach(${open.id}::uuid, ${id}::uuid, ${ctx.now.toISOString()}::timestamptz)`,
    );
    return done(id as PersonId);
  },
});

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
    .set({ passwordHash, version: known.version + 1 })
    .where(eq(person.id, known.id));
  await tellOwner(tx, known, "role_changed");
  return known.id;
}

async function make(tx: Tx, ctx: Acting, open: Open, passwordHash: string, mailed: boolean) {
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
  if (mailed) await record(tx, ctx, { type: "person.email_proven", thingId: id });
  else await orderProof(tx, ctx, id, email);
  return id;
}
