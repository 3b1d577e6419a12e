import { and, asc, count, desc, eq, gt, inArray, notInArray } from "drizzle-orm";
import {
  knownDevice,
  pendingSignIn,
  secondFactor,
  signInRecord,
} from "../../../drizzle/schema/security";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { newSecret, secretHash } from "../../platform/secret.server";
import type { PersonId } from "../../platform/types";
import { BROWSERS_OF_A_PERSON, PENDING_MINUTES, PEOPLE_OF_A_BROWSER } from "../rules/limits";
import type { FactorKind, SecondStep, SignInMethod } from "../types";
import { tellPerson } from "./tell-owner.server";

type Context = Pick<Ctx, "db" | "now" | "origin">;

/** Of a browser's devices, those that are one of these people's: by person, the device. */
export async function knownDevicesOf(
  { db }: Pick<Ctx, "db">,
  devices: readonly string[],
  people: readonly string[],
): Promise<Map<string, string>> {
  if (devices.length === 0 || people.length === 0) return new Map();
  const rows = await db
    .select({ id: knownDevice.id, personId: knownDevice.personId })
    .from(knownDevice)
    .where(and(inArray(knownDevice.id, [...devices]), inArray(knownDevice.personId, [...people])));
  return new Map(rows.map(({ id, personId }) => [personId, id]));
}

type Entry = {
  personId: PersonId;
  method: SignInMethod;
  second: SecondStep | null;
  /** Browser and system in words. */
  device: string;
  /** What the browser's signed cookie names. */
  devices: readonly string[];
};

/**
 * Puts a sign-in on its owner's record and recognises the browser from now on; tells of a new one by mail, unless it
 * is the person's first. Gives the devices that the browser's cookie is to name.
 */
export async function recordEntry(ctx: Context, entry: Entry): Promise<string[]> {
  const { personId, method, second, device, devices } = entry;
  return ctx.db.transaction(async (tx) => {
    const known = await recogniseAgain(tx, ctx.now, devices, personId);
    const [before] = known ? [] : await earlierEntries(tx, personId);
    await tx.insert(signInRecord).values({
      personId,
      at: ctx.now,
      outcome: "entered",
      method,
      second,
      device,
      newDevice: !known,
    });
    if (known) return [...devices];
    if (before && before.count > 0) {
      const params = { at: ctx.now.toISOString(), device: device || "?" };
      await tellPerson(tx, personId, { template: "new_device", params });
    }
    const [made] = await tx
      .insert(knownDevice)
      .values({ personId, name: device, createdAt: ctx.now, lastSeenAt: ctx.now })
      .returning({ id: knownDevice.id });
    await dropOldest(tx, personId);
    return [made!.id, ...devices].slice(0, PEOPLE_OF_A_BROWSER);
  });
}

async function recogniseAgain(tx: Tx, now: Date, devices: readonly string[], personId: PersonId) {
  if (devices.length === 0) return false;
  const seen = await tx
    .update(knownDevice)
    .set({ lastSeenAt: now })
    .where(and(inArray(knownDevice.id, [...devices]), eq(knownDevice.personId, personId)))
    .returning({ id: knownDevice.id });
  return seen.length > 0;
}

const earlierEntries = (tx: Tx, personId: PersonId) =>
  tx
    .select({ count: count() })
    .from(signInRecord)
    .where(and(eq(signInRecord.personId, personId), eq(signInRecord.outcome, "entered")));

async function dropOldest(tx: Tx, personId: PersonId) {
  const kept = tx
    .select({ id: knownDevice.id })
    .from(knownDevice)
    .where(eq(knownDevice.personId, personId))
    .orderBy(desc(knownDevice.lastSeenAt), asc(knownDevice.id))
    .limit(BROWSERS_OF_A_PERSON);
  await tx
    .delete(knownDevice)
    .where(and(eq(knownDevice.personId, personId), notInArray(knownDevice.id, kept)));
}

/** A wrong try, at every account that was tried; at nobody's it is written as well, so that it takes as long. */
export async function recordWrongTry(
  { db, now }: Pick<Ctx, "db" | "now">,
  { people, method }: { people: readonly string[]; method: SignInMethod },
): Promise<void> {
  const tried = people.length > 0 ? people : [null];
  await db.insert(signInRecord).values(
    tried.map((personId) => ({
      personId,
      method,
      device: "",
      at: now,
      outcome: "wrong" as const,
    })),
  );
}

/** Which kinds of second factor a person has; none for whoever signs in by one step. */
export async function factorKinds(
  { db }: Pick<Ctx, "db">,
  personId: PersonId,
): Promise<FactorKind[]> {
  const rows = await db
    .selectDistinct({ kind: secondFactor.kind })
    .from(secondFactor)
    .where(eq(secondFactor.personId, personId));
  return rows.map(({ kind }) => kind);
}

type Pending = { personId: PersonId; method: SignInMethod; target: string };

const pendingHash = (secret: string) => secretHash("pending", secret);

/** Waits for the second step; gives the secret for the browser's cookie. */
export async function makePending({ db, now }: Context, pending: Pending): Promise<string> {
  const secret = newSecret();
  const expiresAt = new Date(now.getTime() + PENDING_MINUTES * 60_000);
  await db.insert(pendingSignIn).values({ ...pending, hash: pendingHash(secret), expiresAt });
  return secret;
}

const waiting = (secret: string, now: Date) =>
  and(eq(pendingSignIn.hash, pendingHash(secret)), gt(pendingSignIn.expiresAt, now));

/** Whose sign-in waits for the second step; null when none does any more. */
export async function readPending(
  { db, now }: Pick<Ctx, "db" | "now">,
  secret: string,
): Promise<Pending | null> {
  const { personId, method, target } = pendingSignIn;
  const [found] = await db
    .select({ personId, method, target })
    .from(pendingSignIn)
    .where(waiting(secret, now));
  return found ? { ...found, personId: found.personId as PersonId } : null;
}

/** Ends the waiting; false when somebody was quicker. */
export async function takePending({ db, now }: Pick<Ctx, "db" | "now">, secret: string) {
  const taken = await db
    .delete(pendingSignIn)
    .where(waiting(secret, now))
    .returning({ hash: pendingSignIn.hash });
  return taken.length > 0;
}
