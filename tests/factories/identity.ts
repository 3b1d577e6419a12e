import { eq } from "drizzle-orm";
import { makeSessions } from "../../app/accounts/adapter.server";
import { signIn } from "../../app/accounts/commands/sign-in.server";
import { signUp } from "../../app/accounts/commands/sign-up.server";
import { readOwnAccount } from "../../app/accounts/queries/own.server";
import type { Ctx } from "../../app/platform/context.server";
import type { Keys } from "../../app/platform/keys.server";
import type { Member, PersonId } from "../../app/platform/types";
import { person } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import type { FreshDatabase } from "../db/fresh-database";
import { makeLetters } from "./letters";
import { value } from "./rota";
import { CITY, KEYS, makeWorld, NOON } from "./world";

/** Of whoever was first with a contact, and of whoever it is. */
export const FIRST = "three blue kettles";
export const SECOND = "four green spoons";
/** A coordinator has seen somebody, who has not, or can't, open the account. */
export const SEEN = { code: "", seen: true };
export const UNSEEN = { code: "", seen: false };
export const later = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);

export const invitationOf = (email: string) => ({
  name: "Марія",
  locale: "uk" as const,
  districts: ["north"],
  administrator: true,
  email,
});

/** People who sign up and in, prove what is theirs and claim what is not. */
export async function makeIdentity({ app, ...database }: FreshDatabase) {
  const { db } = app;
  const world = await makeWorld(db);
  const letters = await makeLetters({ app, ...database });

  const visitor = (now = NOON) => ({
    db,
    now,
    locale: "uk" as const,
    origin: "https://n.example",
    actor: { kind: "visitor" as const },
    callingCode: "380",
    city: CITY,
  });
  const rowOf = async (id: string) => (await db.select().from(person).where(eq(person.id, id)))[0]!;
  const linesOf = async (id: string) =>
    (await db.select().from(event).where(eq(event.thingId, id))).map(({ type }) => type);

  const join = async (email: string, phone = "", password = FIRST, now = NOON) =>
    value(await signUp(visitor(now), { name: "Тарас", email, phone, password, district: "north" }));

  /** Whoever has an account, as they act. */
  async function as(
    personId: PersonId,
    now = NOON,
  ): Promise<Ctx<Member> & { callingCode: string; keys: Keys }> {
    const { standing, administrator } = await rowOf(personId);
    const actor: Member = { kind: "member", personId, standing, administrator, districts: [] };
    return { ...visitor(now), actor, keys: KEYS };
  }

  /** A session of somebody who came first, and whether it still holds. */
  async function session(personId: PersonId) {
    const sessions = makeSessions(db, { secure: false });
    const cookie = await sessions.open(personId, "first");
    return { holds: async () => (await sessions.read(cookie)) !== null };
  }

  const tries = (login: string, password: string) => signIn(visitor(), { login, password });
  const proofOf = (personId: string, email: string, now = NOON) =>
    letters.send({ template: "email_proof", personId, email }, now);

  /** What the account shows its owner, for a coordinator to see; empty for nothing. */
  const codeOf = async (id: PersonId, now = NOON) =>
    (await readOwnAccount(await as(id, now))).code ?? "";

  /** The form of the account's page as it stands, but for a change. */
  const contactOf = async (id: string, change: { email?: string; phone?: string }) => {
    const { name, email, phone, version } = await rowOf(id);
    const now = { name, email: email ?? "", phone: phone ?? "", locale: "uk" as const, version };
    return { ...now, ...change };
  };

  const made = { world, letters, visitor, rowOf, linesOf, join, as, session, tries };
  return { ...made, proofOf, contactOf, codeOf };
}

export type Identity = Awaited<ReturnType<typeof makeIdentity>>;
