import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, customType, text, timestamp } from "drizzle-orm/pg-core";
import type { Window } from "../../app/platform/types";
import { rangeOf, windowOf } from "../../app/platform/window.server";

/** An instant, stored in UTC. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** A text that is one of a closed list; `oneOf` makes the database insist on it. */
export const textEnum = <const Words extends readonly [string, ...string[]]>(
  name: string,
  words: Words,
) => text(name, { enum: words as unknown as [Words[number], ...Words[number][]] });

export const oneOf = (name: string, column: AnyPgColumn, words: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(words.map((value) => `'${value}'`).join(", "))})`);

export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

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
