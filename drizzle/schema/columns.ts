import { type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, check, customType, text, timestamp } from "drizzle-orm/pg-core";
import { sealText, unsealText } from "../../app/platform/data-keys.server";
import type { Window } from "../../app/platform/types";
import { rangeOf, windowOf } from "../../app/platform/window.server";

/** An instant, stored in UTC. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** A text that is one of a closed list; `oneOf` makes the database insist on it. */
export const textEnum = <const Words extends readonly [string, ...string[]]>(
  name: string,
  words: Words,
) => text(name, { enum: words as unknown as [Words[number], ...Words[number][]] });

/**
 * `('open', 'assigned')`, for after `in`: literals, since a partial index is used only by a query that repeats its words. They are
 * codes of ours; anything else throws.
 */
export function literals(words: readonly string[]): SQL {
  const strange = words.find((one) => !/^[\w-]+$/.test(one));
  if (strange !== undefined || words.length === 0) throw new Error(`no code: ${strange}`);
  return sql.raw(`(${words.map((one) => `'${one}'`).join(", ")})`);
}

/** What a column may hold; while its table is still being made, that is not known. */
type Codes<Column extends AnyPgColumn> = Column["_"]["data"] extends string
  ? Column["_"]["data"]
  : string;

/** `column in ('open', 'assigned')`, of the column's own states alone. */
export const isIn = <Column extends AnyPgColumn>(
  column: Column,
  states: readonly NoInfer<Codes<Column>>[],
): SQL<boolean> => sql`${column} in ${literals(states)}`;

export const isNotIn = <Column extends AnyPgColumn>(
  column: Column,
  states: readonly NoInfer<Codes<Column>>[],
): SQL<boolean> => sql`${column} not in ${literals(states)}`;

export const oneOf = (name: string, column: AnyPgColumn, words: readonly string[]) =>
  check(name, sql`${column} in ${literals(words)}`);

export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** What is encrypted wherever `DATA_KEY` is set: free texts and places that no search looks for. */
export const SEALED = {
  request_private: ["access"],
  request_note: ["body"],
  task: ["briefing"],
  assignment: ["note", "override"],
  offer_chain: ["word"],
  offer_private: ["name", "address"],
  reservation: ["note"],
  volunteer_profile: ["note"],
  sign_up: ["note", "party_name", "correction"],
  shift_note: ["body"],
  handover: ["note"],
  sms: ["body"],
  sms_in: ["body"],
  push_message: ["title", "body"],
  push_device: ["endpoint", "p256dh", "auth"],
  certificate: ["name"],
} as const;

/** Encrypted by the program: in SQL it can't be compared with, but for being empty. */
export function sealedText<Table extends keyof typeof SEALED>(
  table: Table,
  column: (typeof SEALED)[Table][number],
) {
  const purpose = `${table}.${column}`;
  return customType<{ data: string; driverData: string }>({
    dataType: () => "text",
    toDriver: (plain) => sealText(purpose, plain),
    fromDriver: (stored) => unsealText(purpose, stored),
  })(column);
}

/** A span of time that has both ends, `[)`. */
export const timeRange = customType<{ data: Window; driverData: string }>({
  dataType: () => "tstzrange",
  fromDriver: windowOf,
  toDriver: rangeOf,
});

/** A span of time that may be open at its end, as PostgreSQL writes it. */
export const openTimeRange = customType<{ data: string }>({ dataType: () => "tstzrange" });

/** The id of the transaction that wrote a row. */
export const transactionId = customType<{ data: string }>({ dataType: () => "xid8" });
