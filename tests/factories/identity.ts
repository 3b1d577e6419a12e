import { eq } from "drizzle-orm";
import { makeSessions } from "../../app/accounts/adapter.server";
import {
  acceptInvitation,
  judgeInvitation,
} from "../../app/accounts/commands/accept-invitation.server";
import { handOutCode, newSignInCode } from "../../app/accounts/commands/hand-out-code.server";
import { invite } from "../../app/accounts/commands/invite.server";
import { judgeProof, proveEmail } from "../../app/accounts/commands/prove-email.server";
import { provePhone } from "../../app/accounts/commands/prove-phone.server";
import {
  changePassword,
  judgeChange,
  judgeReset,
  requestReset,
  resetPassword,
} from "../../app/accounts/commands/reset-password.server";
import { setReach } from "../../app/accounts/commands/set-reach.server";
import { setStanding } from "../../app/accounts/commands/set-standing.server";
import { signIn } from "../../app/accounts/commands/sign-in.server";
import { signUp } from "../../app/accounts/commands/sign-up.server";
import { readOwnAccount } from "../../app/accounts/queries/own.server";
import { execute } from "../../app/platform/command.server";
import type { Ctx } from "../../app/platform/context.server";
import type { Keys } from "../../app/platform/keys.server";
import { hashPassword } from "../../app/platform/password.server";
import { newSecret } from "../../app/platform/secret.server";
import { done, type Member, type PersonId, type Result } from "../../app/platform/types";
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

/** As their pages do it: what is slow or random is made before the command, which is then run on what was sent. */
export const does = {
  signUp: async (ctx: Ctx, { password, ...form }: { password: string } & Record<string, string>) =>
    execute({ ...ctx, passwordHash: await hashPassword(password) }, signUp, form),
  async accept(ctx: Ctx, token: string, password: string) {
    const judged = await judgeInvitation(ctx, token, password);
    return execute({ ...ctx, judged }, acceptInvitation, { token });
  },
  /** Gives the secret of the link that is shown to the inviter. */
  async invite(ctx: Ctx, form: object): Promise<Result<string>> {
    const secret = newSecret();
    const made = await execute({ ...ctx, secret }, invite, form);
    return made.ok ? done(secret) : made;
  },
  /** Gives the code. */
  async handOut(ctx: Ctx<Member>, id: string): Promise<Result<string>> {
    const { code, codeHash } = await newSignInCode();
    const made = await execute({ ...ctx, codeHash }, handOutCode, { id });
    return made.ok ? done(code) : made;
  },
  async prove(ctx: Ctx, token: string, password: string) {
    const judged = await judgeProof(ctx, token, password);
    return execute({ ...ctx, judged }, proveEmail, { token });
  },
  provePhone: (ctx: Ctx<Member> & { keys: Keys }, id: string, form: object) =>
    execute(ctx, provePhone, { id, ...form }),
  setStanding: (ctx: Ctx<Member> & { keys: Keys }, id: string, form: object) =>
    execute(ctx, setStanding, { id, ...form }),
  setReach: (ctx: Ctx<Member>, id: string, form: object) => execute(ctx, setReach, { id, ...form }),
  askReset: (ctx: Ctx, email: string) => execute(ctx, requestReset, { email }),
  async reset(ctx: Ctx, token: string, password: string) {
    const judged = await judgeReset(ctx, token, password);
    return execute({ ...ctx, judged }, resetPassword, { token });
  },
  async changePassword(
    ctx: Ctx<Member>,
    passwords: { current: string; password: string },
    keepSession: string | null,
  ) {
    const judged = await judgeChange(ctx, passwords);
    return execute({ ...ctx, judged, keepSession }, changePassword, {});
  },
};

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
    city: CITY,
  });
  const rowOf = async (id: string) => (await db.select().from(person).where(eq(person.id, id)))[0]!;
  const linesOf = async (id: string) =>
    (await db.select().from(event).where(eq(event.thingId, id))).map(({ type }) => type);

  const join = async (email: string, phone = "", password = FIRST, now = NOON) =>
    value(
      await does.signUp(visitor(now), { name: "Тарас", email, phone, password, district: "north" }),
    );

  /** Whoever has an account, as they act. */
  async function as(personId: PersonId, now = NOON): Promise<Ctx<Member> & { keys: Keys }> {
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
