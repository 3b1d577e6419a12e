import { bigint, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns";

/** A change that was brought with a key: what it gave is given again, however often it is sent. */
export const change = pgTable(
  "change",
  {
    /** Made from the key, the command and whoever sent it; the key itself is kept nowhere. */
    key: uuid("key").primaryKey(),
    command: text("command").notNull(),
    at: instant("at").notNull().defaultNow(),
    /** Of what was sent, keyed by the key itself. */
    digest: bytes("digest").notNull(),
    outcome: jsonb("outcome"),
  },
  (table) => [index("change_at").on(table.at)],
);

/** Which keys texts may be encrypted with: a name, and a proof from which the key can't be told. */
export const dataKey = pgTable("data_key", {
  name: text("name").primaryKey(),
  proof: bytes("proof").notNull(),
  since: instant("since").notNull().defaultNow(),
});

/** Counters of the rate limits, shared by every process; its shape is the library's. */
export const rateLimit = pgTable("rate_limit", {
  key: text("key").primaryKey(),
  points: integer("points").notNull().default(0),
  /** Milliseconds since 1970. */
  expire: bigint("expire", { mode: "number" }),
});
