import { createHash } from "node:crypto";
import { and, desc, eq, gt, lt, ne, sql } from "drizzle-orm";
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from "lucia";
import { coordinatorDistrict, person, session } from "../../drizzle/schema/accounts";
import type { Db, Tx } from "../platform/database.server";
import type { DistrictId, Locale, Member, PersonId, VolunteerStanding } from "../platform/types";

type UserAttributes = {
  name: string;
  locale: Locale;
  standing: VolunteerStanding | null;
  administrator: boolean;
  districts: DistrictId[];
};
type SessionAttributes = { publicId: string; device: string };

declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof makeLucia>;
    DatabaseUserAttributes: UserAttributes;
    DatabaseSessionAttributes: SessionAttributes;
  }
}

export type SignedIn = {
  member: Member;
  name: string;
  locale: Locale;
  sessionId: string;
  publicId: string;
  /** A `Set-Cookie` when the session was half over and has been renewed. */
  renewedCookie: string | null;
};

/** What the cookie holds is never stored: the table knows its SHA-256. */
const hashOf = (sessionId: string) => createHash("sha256").update(sessionId).digest("hex");

/** Gives out the plain id that it was asked by, since Lucia makes the renewed cookie of it. */
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
          districts: sql<DistrictId[]>`array(
            select ${coordinatorDistrict.districtId} from ${coordinatorDistrict}
            where ${coordinatorDistrict.personId} = ${person.id})`,
        })
        .from(session)
        .innerJoin(person, eq(person.id, session.userId))
        .where(eq(session.id, hashOf(sessionId)));
      if (!row) return [null, null];
      const { userId, expiresAt, publicId, device } = row.session;
      const found: DatabaseSession = {
        ...{ id: sessionId, userId, expiresAt, attributes: { publicId, device } },
      };
      const attributes = { ...row.person, districts: row.districts } as UserAttributes;
      const user: DatabaseUser = { id: userId as PersonId, attributes };
      return [found, user];
    },
    async getUserSessions() {
      throw new Error("sessions are listed by their public ids");
    },
    async setSession({ id, userId, expiresAt, attributes }) {
      const { publicId, device } = attributes;
      await db.insert(session).values({ id: hashOf(id), userId, expiresAt, publicId, device });
    },
    async updateSessionExpiration(sessionId, expiresAt) {
      await db
        .update(session)
        .set({ expiresAt })
        .where(eq(session.id, hashOf(sessionId)));
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

const makeLucia = (db: Db, secure: boolean) =>
  new Lucia(makeAdapter(db), {
    sessionExpiresIn: new TimeSpan(30, "d"),
    sessionCookie: { name: "naaber_session", attributes: { secure, sameSite: "lax", path: "/" } },
    getUserAttributes: (attributes) => attributes,
    getSessionAttributes: (attributes) => attributes,
  });

/** The one place that knows Lucia. */
export function makeSessions(db: Db, { secure }: { secure: boolean }) {
  const lucia = makeLucia(db, secure);
  return {
    /** Who sent this cookie; without one, nothing is asked of the database. */
    async read(cookieHeader: string | undefined): Promise<SignedIn | null> {
      const sessionId = cookieHeader ? lucia.readSessionCookie(cookieHeader) : null;
      if (!sessionId) return null;
      const { session: found, user } = await lucia.validateSession(sessionId);
      if (!found) return null;
      const { name, locale, standing, administrator, districts } = user;
      const personId = user.id as PersonId;
      return {
        member: { kind: "member", personId, standing, districts, administrator },
        ...{ name, locale, sessionId, publicId: found.publicId },
        renewedCookie: found.fresh ? lucia.createSessionCookie(sessionId).serialize() : null,
      };
    },
    /** A `Set-Cookie` for a new session. */
    async open(personId: PersonId, device: string): Promise<string> {
      const attributes = { publicId: crypto.randomUUID(), device };
      const opened = await lucia.createSession(personId, attributes);
      return lucia.createSessionCookie(opened.id).serialize();
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
export function listSessions(db: Db, personId: PersonId, now: Date) {
  const { publicId, createdAt, device } = session;
  return db
    .select({ publicId, createdAt, device })
    .from(session)
    .where(and(eq(session.userId, personId), gt(session.expiresAt, now)))
    .orderBy(desc(session.createdAt));
}

/** Ends one session of this person's; false when it is none of theirs. */
export async function revokeSession(db: Db, personId: PersonId, publicId: string) {
  const ended = await db
    .delete(session)
    .where(and(eq(session.userId, personId), sql`${session.publicId}::text = ${publicId}`))
    .returning({ id: session.id });
  return ended.length > 0;
}

/** Ends every session of this person's, but the one that is given. */
export async function revokeOtherSessions(
  tx: Db | Tx,
  personId: PersonId,
  except: string | null = null,
) {
  const others = except ? ne(session.publicId, except) : undefined;
  await tx.delete(session).where(and(eq(session.userId, personId), others));
}
