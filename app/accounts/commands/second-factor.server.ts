import { randomBytes } from "node:crypto";
import { and, count, eq, isNull } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { person, session } from "../../../drizzle/schema/accounts";
import {
  knownDevice,
  passkeyChallenge,
  pendingSignIn,
  recoveryCode,
  secondFactor,
} from "../../../drizzle/schema/security";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Acting, Ctx, Inside } from "../../platform/context.server";
import type { Db, Tx } from "../../platform/database.server";
import type { Keys } from "../../platform/keys.server";
import { secretHash } from "../../platform/secret.server";
import { done, type Member, type PersonId, type Result, refuse } from "../../platform/types";
import { revokeOtherSessions } from "../adapter.server";
import { emptyForm, factorNameForm, idForm, newFactorForm } from "../form";
import { MOST_FACTORS } from "../rules/limits";
import { RECOVERY_CODES, recoveryCodeOf } from "../rules/recovery-code";
import type { FactorKind } from "../types";
import { tellPerson } from "./tell-owner.server";

const STEP_SECONDS = 30;

/** RFC 6238 as every authenticator app has it: SHA-1, six digits, thirty seconds. */
export const totpOf = (secret: string, label = "") =>
  new TOTP({
    issuer: "Naaber",
    label,
    secret: Secret.fromBase32(secret),
    algorithm: "SHA1",
    digits: 6,
    period: STEP_SECONDS,
  });

/** The time step that a code belongs to, one before or after now included; null for a wrong one. */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: 1 });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
}

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

export const totpPurpose = (personId: string) => `totp ${personId}`;

/** A second factor that was shown to be its person's, as it is stored. */
export type ShownFactor = Omit<
  typeof secondFactor.$inferInsert,
  "id" | "personId" | "createdAt" | "name"
>;

/** An authenticator app, by a code that it shows now. Refuses: `security.wrong_code`. */
export function judgeTotp(
  { keys, actor, now }: Pick<Ctx<Member>, "actor" | "now"> & { keys: Pick<Keys, "seal"> },
  { secret, code }: { secret: string; code: string },
): Result<ShownFactor> {
  const step = totpStep(secret, code, now);
  if (step === null) return refuse("security.wrong_code");
  return done({
    kind: "totp",
    secret: keys.seal(totpPurpose(actor.personId), secret),
    lastStep: step,
  });
}

/** Recovery codes at random, never out of a key: whoever is given them sees them this once. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => recoveryCodeOf(randomBytes(16)));

type Adding = {
  judged: Result<ShownFactor>;
  /** The session from which it is added; null where there is none. */
  ownSession: string | null;
  /** The recovery codes that come with the first. */
  codes: readonly string[];
};

/**
 * Adds what was shown: a passkey or an app. The first factor is a rise in rights: every other session of the person's ends, and
 * the codes count; gives whether it was the first. Refuses: `security.many`, `security.known_passkey`, `security.session_over`,
 * and what was judged.
 */
export const addFactor = command({
  name: "security.add-factor",
  input: newFactorForm,
  run: async (tx, ctx: Inside<Member> & Adding, { name }) => {
    const { judged, ownSession, codes } = ctx;
    if (!judged.ok) return judged;
    const { personId } = ctx.actor;
    const before = await lockAndCount(tx, personId);
    if (ownSession && !(await stillHolds(tx, personId, ownSession, before > 0)))
      return refuse("security.session_over");
    if (before >= MOST_FACTORS) return refuse("security.many");
    const [made] = await tx
      .insert(secondFactor)
      .values({ ...judged.value, name, personId, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: secondFactor.id });
    if (!made) return refuse("security.known_passkey");
    const first = before === 0;
    if (first) {
      await revokeOtherSessions(tx, personId, ownSession);
      await keepCodes(tx, ctx, codes);
    }
    await tell(tx, ctx, "factor_added", judged.value.kind);
    return done({ first });
  },
});

/**
 * Whether the session from which a way in is made has not ended while this waited for its turn, and has shown a second factor
 * where there is one already.
 */
async function stillHolds(tx: Tx, personId: string, publicId: string, hasFactor: boolean) {
  const [own] = await tx
    .select({ assurance: session.assurance })
    .from(session)
    .where(and(eq(session.userId, personId), eq(session.publicId, publicId)));
  return own !== undefined && (!hasFactor || own.assurance === "second");
}

/** Whoever changes a person's factors does so one after the other. */
async function lockAndCount(tx: Tx, personId: string): Promise<number> {
  await tx.select({ id: person.id }).from(person).where(eq(person.id, personId)).for("update");
  const [factors] = await tx
    .select({ count: count() })
    .from(secondFactor)
    .where(eq(secondFactor.personId, personId));
  return factors!.count;
}

async function tell(
  tx: Tx,
  ctx: Acting<Member>,
  template: "factor_added" | "factor_removed" | "recovery_made",
  reason?: FactorKind,
) {
  const { personId } = ctx.actor;
  await record(tx, ctx, { type: `person.${template}`, thingId: personId, reason });
  const at = ctx.now.toISOString();
  await tellPerson(tx, personId, { template, params: { at } });
}

/** These count from now on, and those of before no more. */
async function keepCodes(tx: Tx, { actor, now }: Acting<Member>, codes: readonly string[]) {
  const { personId } = actor;
  await tx.delete(recoveryCode).where(eq(recoveryCode.personId, personId));
  await tx
    .insert(recoveryCode)
    .values(codes.map((code) => ({ hash: codeHash(personId, code), personId, createdAt: now })));
}

const codeHash = (personId: string, code: string) =>
  secretHash(`recovery ${personId}`, code.replaceAll("-", ""));

/**
 * Ten new recovery codes; the old ones work no more. Sent again it makes no others, and nobody can show the first once more.
 * Refuses: `security.no_factor`.
 */
export const renewRecoveryCodes = command({
  name: "security.renew-codes",
  input: emptyForm,
  run: async (tx, ctx: Inside<Member> & Pick<Adding, "codes">) => {
    if ((await lockAndCount(tx, ctx.actor.personId)) === 0) return refuse("security.no_factor");
    await keepCodes(tx, ctx, ctx.codes);
    await tell(tx, ctx, "recovery_made");
    return done(null);
  },
});

const ownFactor = ({ actor }: Acting<Member>, id: string) =>
  and(eq(secondFactor.personId, actor.personId), eq(secondFactor.id, id));

/** What its owner calls a passkey or an app. Refuses: `security.unknown`. */
export const nameFactor = command({
  name: "security.name-factor",
  input: factorNameForm,
  run: async (tx, ctx: Inside<Member>, { id, name }) => {
    const named = await tx
      .update(secondFactor)
      .set({ name })
      .where(ownFactor(ctx, id))
      .returning({ id: secondFactor.id });
    return named.length > 0 ? done(null) : refuse("security.unknown");
  },
});

/** With the last one its codes go too, and every session is one with a password alone. Refuses: `security.unknown`. */
export const removeFactor = command({
  name: "security.remove-factor",
  input: idForm,
  run: async (tx, ctx: Inside<Member>, { id }) => {
    const { personId } = ctx.actor;
    const before = await lockAndCount(tx, personId);
    const [removed] = await tx
      .delete(secondFactor)
      .where(ownFactor(ctx, id))
      .returning({ kind: secondFactor.kind });
    if (!removed) return refuse("security.unknown");
    if (before === 1) await forgetFactors(tx, personId);
    await tell(tx, ctx, "factor_removed", removed.kind);
    return done(null);
  },
});

async function forgetFactors(tx: Tx, personId: string) {
  await tx.delete(secondFactor).where(eq(secondFactor.personId, personId));
  await tx.delete(recoveryCode).where(eq(recoveryCode.personId, personId));
  await tx.delete(passkeyChallenge).where(eq(passkeyChallenge.personId, personId));
  await tx.update(session).set({ assurance: "password" }).where(eq(session.userId, personId));
}

/**
 * Takes away every second factor, with its codes, and every recognised device: for an account that gets another owner,
 * and for a person who has lost theirs. Sessions end by `revokeOtherSessions`.
 */
export async function endSecondFactors(tx: Tx, personId: string): Promise<void> {
  await forgetFactors(tx, personId);
  await forgetDevices(tx, personId);
  await tx.delete(pendingSignIn).where(eq(pendingSignIn.personId, personId));
}

/** No browser is recognised as this person's any more. */
export async function forgetDevices(tx: Db | Tx, personId: string): Promise<void> {
  await tx.delete(knownDevice).where(eq(knownDevice.personId, personId));
}

/** Uses up a recovery code; false for a wrong one and for one that was used. */
export async function spendRecoveryCode(
  ctx: Pick<Ctx, "db" | "now" | "origin">,
  personId: PersonId,
  code: string,
): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const used = await tx
      .update(recoveryCode)
      .set({ usedAt: ctx.now })
      .where(
        and(
          eq(recoveryCode.hash, codeHash(personId, code)),
          eq(recoveryCode.personId, personId),
          isNull(recoveryCode.usedAt),
        ),
      )
      .returning({ hash: recoveryCode.hash });
    if (used.length === 0) return false;
    const params = { at: ctx.now.toISOString() };
    await tellPerson(tx, personId, { template: "recovery_used", params });
    const line = { type: "person.recovery_used", thingId: personId } as const;
    await record(tx, { actor: { kind: "visitor" } }, line);
    return true;
  });
}
