import { createHash } from "node:crypto";
import { and, desc, eq, gt, lt, ne, sql } from "drizzle-orm";
import {
  type Adapter,
  type DatabaseSession,
  type DatabaseUser,
  generateIdFromEntropySize,
  Lucia,
  TimeSpan,
} from "lucia";
import { coordinatorDistrict, person, session } from "../../drizzle/schema/accounts";
import { pendingSignIn } from "../../drizzle/schema/security";
import type { Db, Tx } from "../platform/database.server";
import type { DistrictId, Locale, Member, PersonId, VolunteerStanding } from "../platform/types";
import { hasReach, isUseWritten, sessionEnd } from "./rules/session";
import type { Assurance, SignInMethod } from "./types";

type UserAttributes = {
  name: string;
  locale: Locale;
  standing: VolunteerStanding | null;
  administrator: boolean;
  districts: DistrictId[];
  hasSecondFactor: boolean;
  requiredFrom: Date;
};
type Opening = { method: SignInMethod; assurance: Assurance };
type SessionAttributes = Opening & {
  publicId: string;
  device: string;
  createdAt: Date;
  lastSeenAt: Date;
  provenAt: Date;
};

declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof makeLucia>;
    DatabaseUserAttributes: UserAttributes;
    DatabaseSessionAttributes: SessionAttributes;
  }
}

/** Of the cookie that was sent. */
export type OwnSession = {
  sessionId: string;
  publicId: string;
  provenAt: Date;
  assurance: Assurance;
  hasSecondFactor: boolean;
  /** From when a second factor is required of whoever has reach. */
  requiredFrom: Date;
};

export type SignedIn = OwnSession & { member: Member; name: string; locale: Locale };

/** What the cookie holds is never stored: the table knows its SHA-256. */
const hashOf = (sessionId: string) => createHash("sha256").update(sessionId).digest("hex");

const districtsOfPerson = sql<DistrictId[]>`array(
  select ${coordinatorDistrict.districtId} from ${coordinatorDistrict}
  where ${coordinatorDistrict.personId} = ${person.id})`;

/** Gives out the plain id that it was asked by, and the end as the rules judge it at this moment. */
function makeAdapter(db: Db): Adapter {
  return {
    async getSessionAndUser(sessionId) {
      const [row] = await db
        .select({
          session,
          person: {
            name: person.name,
            locale: person.locale,
            standing: person.standing,
            administrator: person.administrator,
          },
          districts: districtsOfPerson,
          hasSecondFactor: sql<boolean>`exists (
            select from second_factor where second_factor.person_id = ${person.id})`,
          requiredFrom: sql`(select required_from from security_setting)`.mapWith(
            session.expiresAt,
          ),
        })
        .from(session)
        .innerJoin(person, eq(person.id, session.userId))
        .where(eq(session.id, hashOf(sessionId)));
      if (!row) return [null, null];
      const { userId, expiresAt, id: _, ...attributes } = row.session;
      const { districts, hasSecondFactor, requiredFrom } = row;
      const user: DatabaseUser = {
        id: userId as PersonId,
        attributes: { ...row.person, districts, hasSecondFactor, requiredFrom },
      };
      const end = sessionEnd(attributes, hasReach(user.attributes));
      const found: DatabaseSession = {
        id: sessionId,
        userId,
        expiresAt: end < expiresAt ? end : expiresAt,
        attributes,
      };
      return [found, user];
    },
    async getUserSessions() {
      throw new Error("sessions are listed by their public ids");
    },
    async setSession({ id, userId, attributes }) {
      const expiresAt = sessionEnd(attributes, false);
      await db.insert(session).values({ ...attributes, id: hashOf(id), userId, expiresAt });
    },
    async updateSessionExpiration() {
      throw new Error("the use of a session is written by `read`");
    },
    async deleteSession(sessionId) {
      await db.delete(session).where(eq(session.id, hashOf(sessionId)));
    },
    async deleteUserSessions(userId) {
      await db.delete(session).where(eq(session.userId, userId));
    },
    async deleteExpiredSessions() {
      await db.delete(session).where(lt(session.expiresAt, new Date()));
    },
  };
}

/** Lucia prolongs nothing by itself, and its cookie outlives every session: the table alone says when one ends. */
const makeLucia = (db: Db, secure: boolean) =>
  new Lucia(makeAdapter(db), {
    sessionExpiresIn: new TimeSpan(0, "ms"),
    sessionCookie: {
      name: secure ? "__Host-naaber_session" : "naaber_session",
      expires: false,
      attributes: { secure, sameSite: "lax", path: "/" },
    },
    getUserAttributes: (attributes) => attributes,
    getSessionAttributes: (attributes) => attributes,
  });

/** The one place that knows Lucia. */
export function makeSessions(db: Db, { secure }: { secure: boolean }) {
  const lucia = makeLucia(db, secure);
  const cookieOf = (sessionId: string) => lucia.createSessionCookie(sessionId).serialize();
  return {
    /** Who sent this cookie; without one, nothing is asked of the database. What a page asks by itself is no use of a session. */
    async read(
      cookieHeader: string | undefined,
      { isUse = true }: { isUse?: boolean } = {},
    ): Promise<SignedIn | null> {
      const sessionId = cookieHeader ? lucia.readSessionCookie(cookieHeader) : null;
      if (!sessionId) return null;
      const { session: found, user } = await lucia.validateSession(sessionId);
      if (!found) return null;
      const { name, locale, standing, administrator, districts, ...duty } = user;
      const now = new Date();
      if (isUse && isUseWritten(found.lastSeenAt, now)) {
        const end = sessionEnd({ createdAt: found.createdAt, lastSeenAt: now }, hasReach(user));
        await db
          .update(session)
          .set({ lastSeenAt: now, expiresAt: end })
          .where(eq(session.id, hashOf(sessionId)));
      }
      const { publicId, provenAt, assurance } = found;
      const { hasSecondFactor, requiredFrom } = duty;
      const personId = user.id as PersonId;
      return {
        member: { kind: "member", personId, standing, districts, administrator },
        name,
        locale,
        sessionId,
        publicId,
        provenAt,
        assurance,
        hasSecondFactor,
        requiredFrom,
      };
    },
    /** A `Set-Cookie` for a new session of somebody who has just shown who they are. */
    async open(
      personId: PersonId,
      device: string,
      opening: Opening = { method: "password", assurance: "password" },
    ): Promise<string> {
      const now = new Date();
      const times = { createdAt: now, lastSeenAt: now, provenAt: now };
      const attributes = { publicId: crypto.randomUUID(), device, ...opening, ...times };
      const opened = await lucia.createSession(personId, attributes);
      return cookieOf(opened.id);
    },
    /**
     * A `Set-Cookie` with a new id for the same session, whose person has just shown again who they are; null when it
     * has ended meanwhile. With a second factor it rises, and never falls.
     */
    async renew(sessionId: string, assurance: Assurance = "password"): Promise<string | null> {
      const next = generateIdFromEntropySize(25);
      const renewed = await db
        .update(session)
        .set({
          id: hashOf(next),
          provenAt: new Date(),
          ...(assurance === "second" ? { assurance } : {}),
        })
        .where(eq(session.id, hashOf(sessionId)))
        .returning({ id: session.id });
      return renewed.length > 0 ? cookieOf(next) : null;
    },
    /** A `Set-Cookie` that takes the cookie away. */
    async close(sessionId: string | null): Promise<string> {
      if (sessionId) await lucia.invalidateSession(sessionId);
      return lucia.createBlankSessionCookie().serialize();
    },
  };
}

export type Sessions = ReturnType<typeof makeSessions>;

/** A person's own sessions that still hold, the newest first. */
export async function listSessions(db: Db, personId: PersonId, now: Date) {
  const { publicId, createdAt, lastSeenAt, device, method } = session;
  const rows = await db
    .select({
      publicId,
      createdAt,
      lastSeenAt,
      device,
      method,
      administrator: person.administrator,
      districts: districtsOfPerson,
    })
    .from(session)
    .innerJoin(person, eq(person.id, session.userId))
    .where(and(eq(session.userId, personId), gt(session.expiresAt, now)))
    .orderBy(desc(session.createdAt));
  return rows
    .filter((row) => sessionEnd(row, hasReach(row)) > now)
    .map(({ administrator: _, districts: __, ...row }) => row);
}

/** Ends one session of this person's; false when it is none of theirs. */
export async function revokeSession(db: Db, personId: PersonId, publicId: string) {
  const ended = await db
    .delete(session)
    .where(and(eq(session.userId, personId), sql`${session.publicId}::text = ${publicId}`))
    .returning({ id: session.id });
  return ended.length > 0;
}

/** Ends every session of this person's but the one that is given, and sign-ins that wait for a second factor. */
export async function revokeOtherSessions(
  tx: Db | Tx,
  personId: PersonId,
  except: string | null = null,
) {
  const others = except ? ne(session.publicId, except) : undefined;
  await tx.delete(session).where(and(eq(session.userId, personId), others));
  await tx.delete(pendingSignIn).where(eq(pendingSignIn.personId, personId));
}
