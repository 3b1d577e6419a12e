import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, customType, text, timestamp } from "drizzle-orm/pg-core";

/** An instant, stored in UTC. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** A text that is one of a closed list; `oneOf` makes the database insist on it. */
export const word = <const Words extends readonly [string, ...string[]]>(
  name: string,
  words: Words,
) => text(name, { enum: words as unknown as [Words[number], ...Words[number][]] });

export const oneOf = (name: string, column: AnyPgColumn, words: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(words.map((value) => `'${value}'`).join(", "))})`);

export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** `tstzrange`, written and read as text; `[)` throughout. */
export const timeRange = customType<{ data: string }>({ dataType: () => "tstzrange" });

/** The id of the transaction that wrote a row. */
export const transactionId = customType<{ data: string }>({ dataType: () => "xid8" });
