import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { and, asc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { passkeyChallenge, secondFactor } from "../../../drizzle/schema/security";
import type { Ctx } from "../../platform/context.server";
import { done, type Member, type PersonId, type Result, refuse } from "../../platform/types";
import { passkeyResponse } from "../form";
import { CHALLENGE_MINUTES } from "../rules/limits";
import type { RelyingParty } from "../rules/relying-party";
import type { ChallengePurpose } from "../types";
import type { ShownFactor } from "./second-factor.server";

type Context = Pick<Ctx, "db" | "now">;
type Transport = "ble" | "cable" | "hybrid" | "internal" | "nfc" | "smart-card" | "usb";

async function keepChallenge(
  { db, now }: Context,
  challenge: string,
  purpose: ChallengePurpose,
  personId: PersonId | null,
) {
  const expiresAt = new Date(now.getTime() + CHALLENGE_MINUTES * 60_000);
  await db.delete(passkeyChallenge).where(lt(passkeyChallenge.expiresAt, now));
  await db.insert(passkeyChallenge).values({ challenge, purpose, personId, expiresAt });
}

/** Uses a challenge up; false for one that was never given to this person for this, was used or is too old. */
export async function takeChallenge(
  { db, now }: Context,
  challenge: string,
  purpose: ChallengePurpose,
  personId: PersonId | null,
): Promise<boolean> {
  const taken = await db
    .delete(passkeyChallenge)
    .where(
      and(
        eq(passkeyChallenge.challenge, challenge),
        eq(passkeyChallenge.purpose, purpose),
        personId ? eq(passkeyChallenge.personId, personId) : isNull(passkeyChallenge.personId),
        gt(passkeyChallenge.expiresAt, now),
      ),
    )
    .returning({ challenge: passkeyChallenge.challenge });
  return taken.length > 0;
}

const passkeysOf = ({ db }: Pick<Ctx, "db">, personId: PersonId) =>
  db
    .select({ credentialId: secondFactor.credentialId, transports: secondFactor.transports })
    .from(secondFactor)
    .where(and(eq(secondFactor.personId, personId), eq(secondFactor.kind, "passkey")))
    .orderBy(asc(secondFactor.createdAt));

const described = (keys: Awaited<ReturnType<typeof passkeysOf>>) =>
  keys.map(({ credentialId, transports }) => ({
    id: credentialId!,
    transports: (transports ?? []) as Transport[],
  }));

/** What a browser needs to make a passkey for this person. */
export async function offerRegistration(ctx: Ctx<Member>, party: RelyingParty) {
  const { personId } = ctx.actor;
  const [[own], keys] = await Promise.all([
    ctx.db
      .select({ name: person.name, email: person.email, phone: person.phone })
      .from(person)
      .where(eq(person.id, personId)),
    passkeysOf(ctx, personId),
  ]);
  const options = await generateRegistrationOptions({
    rpName: "Naaber",
    rpID: party.id,
    userName: own?.email ?? own?.phone ?? "",
    userDisplayName: own?.name ?? "",
    userID: new TextEncoder().encode(personId),
    excludeCredentials: described(keys),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await keepChallenge(ctx, options.challenge, "register", personId);
  return options;
}

/**
 * What a browser needs to show a passkey: of one person, or, at the sign-in page, of whoever is there. Null when the
 * person has none.
 */
export async function offerPasskey(
  ctx: Context,
  party: RelyingParty,
  purpose: Exclude<ChallengePurpose, "register">,
  personId: PersonId | null,
) {
  const keys = personId ? await passkeysOf(ctx, personId) : [];
  if (personId && keys.length === 0) return null;
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    userVerification: "required",
    allowCredentials: described(keys),
  });
  await keepChallenge(ctx, options.challenge, purpose, personId);
  return options;
}

/** The challenge that a browser says it signed; the library compares it with what was really signed. */
function challengeIn(clientDataJSON: string): string {
  try {
    const data = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8"));
    return /^[\w-]{20,200}$/.test(data?.challenge) ? data.challenge : "";
  } catch {
    return "";
  }
}

/** A passkey that a browser has made for this person; its challenge is used up, whatever comes of it. Refuses: `security.passkey_failed`. */
export async function judgePasskey(
  ctx: Ctx<Member>,
  party: RelyingParty,
  response: string,
): Promise<Result<ShownFactor>> {
  const parsed = passkeyResponse.safeParse(response);
  if (!parsed.success) return refuse("security.passkey_failed");
  const sent = parsed.data as unknown as RegistrationResponseJSON;
  const challenge = challengeIn(sent.response.clientDataJSON);
  if (!(await takeChallenge(ctx, challenge, "register", ctx.actor.personId)))
    return refuse("security.passkey_failed");
  const result = await verifyRegistrationResponse({
    response: sent,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch(() => null);
  if (!result?.verified) return refuse("security.passkey_failed");
  const { credential } = result.registrationInfo;
  return done({
    kind: "passkey",
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: [...(credential.transports ?? [])],
  });
}

/**
 * Whose passkey it is that a browser has shown; `personId` is whose it has to be. Whatever is wrong with it, the same
 * refusal: `security.passkey_failed`.
 */
export async function showPasskey(
  ctx: Context,
  party: RelyingParty,
  response: string,
  purpose: Exclude<ChallengePurpose, "register">,
  personId: PersonId | null,
): Promise<Result<PersonId>> {
  const parsed = passkeyResponse.safeParse(response);
  if (!parsed.success) return refuse("security.passkey_failed");
  const sent = parsed.data as unknown as AuthenticationResponseJSON;
  const challenge = challengeIn(sent.response.clientDataJSON);
  if (!(await takeChallenge(ctx, challenge, purpose, personId)))
    return refuse("security.passkey_failed");
  const [known] = await ctx.db
    .select()
    .from(secondFactor)
    .where(and(eq(secondFactor.credentialId, sent.id), eq(secondFactor.kind, "passkey")));
  if (!known || (personId && known.personId !== personId)) return refuse("security.passkey_failed");
  const result = await verifyAuthenticationResponse({
    response: sent,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: {
      id: known.credentialId!,
      publicKey: new Uint8Array(known.publicKey!),
      counter: known.counter!,
    },
  }).catch(() => null);
  if (!result?.verified) return refuse("security.passkey_failed");
  const counter = result.authenticationInfo.newCounter;
  await ctx.db
    .update(secondFactor)
    .set({ counter: sql`greatest(${secondFactor.counter}, ${counter})`, lastUsedAt: ctx.now })
    .where(eq(secondFactor.id, known.id));
  return done(known.personId as PersonId);
}
