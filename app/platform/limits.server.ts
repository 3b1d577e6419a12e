import { createHmac } from "node:crypto";
import { lt } from "drizzle-orm";
import type { Sql } from "postgres";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { rateLimit } from "../../drizzle/schema/platform";
import type { Db } from "./database.server";

/** Counts attempts by a key, in the database, so that every process counts together. */
export type Limit = {
  /** Counts one attempt, in one step with the judgement; false when there have been too many. */
  consume: (key: string) => Promise<boolean>;
  /** Counts one and gives how many there have been, whatever is too many: for what is never refused. */
  count: (key: string) => Promise<number>;
  /** Takes one attempt back: it was none after all. */
  giveBack: (key: string) => Promise<void>;
  forget: (key: string) => Promise<void>;
};

const MINUTES = 60;
const HOURS = 60 * MINUTES;

/**
 * How much is too much. Limits stop guessing and floods, never an honest surge: two hundred people
 * behind one shelter's Wi-Fi share one address, so what is limited by address is wide.
 */
const RULES = {
  /** Failed sign-ins for one account: from one address, and from anywhere. */
  signInAccountHere: { points: 10, duration: 15 * MINUTES },
  signInAccount: { points: 50, duration: 15 * MINUTES },
  /** Tries of a tracking code, by code from anywhere, by code and address, and by address. */
  trackingCode: { points: 100, duration: HOURS },
  trackingCodeHere: { points: 8, duration: HOURS },
  trackingAddress: { points: 300, duration: HOURS },
  /** Requests for help, counted and never refused; `floodBy` judges the counts. */
  helpAddress: { points: 1, duration: HOURS },
  helpPhone: { points: 1, duration: HOURS },
  helpPhoneHere: { points: 1, duration: HOURS },
  /** Offers without an account from one address: a lender's office, not a machine. */
  offerAddress: { points: 60, duration: HOURS },
  /** The same on a device that has signed in to it before: guesses from elsewhere do not lock its owner out. */
  signInDevice: { points: 10, duration: 15 * MINUTES },
  /** Failed sign-ins, codes and links from one address, on devices that are not known: a shelter's Wi-Fi is one. */
  signInAddress: { points: 1000, duration: 15 * MINUTES },
  /** Wrong codes of the second step, by person and, where it is known, device. */
  secondFactor: { points: 10, duration: 15 * MINUTES },
  /** Visits to the page of passkeys from one address. */
  passkeyAddress: { points: 600, duration: 15 * MINUTES },
  signUpAddress: { points: 600, duration: HOURS },
  resetAddress: { points: 300, duration: HOURS },
  /** Tries of the own password where somebody is signed in, or holds a link that asks for it. */
  ownPassword: { points: 10, duration: 15 * MINUTES },
  /** Codes that volunteers' accounts show, typed by one coordinator; right ones are given back. */
  vouchCode: { points: 10, duration: HOURS },
  /** Steps of one coordinator that give somebody a way into a volunteer's account. */
  handOut: { points: 20, duration: HOURS },
  resetAccount: { points: 3, duration: HOURS },
  /** Codes at the door that no shift has, by one volunteer. */
  checkIn: { points: 20, duration: HOURS },
  /** Notes of one resident on one request. */
  notes: { points: 20, duration: HOURS },
} as const;

export type Limits = Record<keyof typeof RULES, Limit>;

/** `signing` keys the counters' names, which are people's numbers and addresses: the table holds none of them. */
export function makeLimits(sql: Sql, signing: string): Limits {
  const hidden = (key: string) =>
    createHmac("sha256", signing).update(key).digest("base64url").slice(0, 32);
  // The library speaks to the `pg` driver; this is all that it asks of it.
  const storeClient = {
    query: async ({ text, values }: { text: string; values: (string | number | null)[] }) => {
      const rows = await sql.unsafe(text, values);
      return { rows, rowCount: rows.count };
    },
  };
  const make = (name: string, rule: { points: number; duration: number }): Limit => {
    const limiter = new RateLimiterPostgres({
      storeClient,
      storeType: "client",
      tableName: "rate_limit",
      tableCreated: true,
      ...rule,
      keyPrefix: name,
      clearExpiredByTimeout: false,
    });
    return {
      consume: (key) => limiter.consume(hidden(key)).then(() => true, refused),
      count: (key) =>
        limiter.consume(hidden(key)).then(pointsOf, (reason) => pointsOf(judged(reason))),
      giveBack: async (key) => void (await limiter.reward(hidden(key))),
      forget: async (key) => void (await limiter.delete(hidden(key))),
    };
  };
  return Object.fromEntries(
    Object.entries(RULES).map(([name, rule]) => [name, make(name, rule)]),
  ) as Limits;
}

const pointsOf = ({ consumedPoints }: RateLimiterRes): number => consumedPoints;

/** The library throws what it answers with; everything else is a fault. */
function judged(reason: unknown): RateLimiterRes {
  if (reason instanceof RateLimiterRes) return reason;
  throw reason;
}

const refused = (reason: unknown): false => {
  judged(reason);
  return false;
};

/** Counters whose time is over; their expiry is in milliseconds since 1970. */
export const forgetLimits = (db: Db, now: Date) =>
  db.delete(rateLimit).where(lt(rateLimit.expire, now.getTime()));
