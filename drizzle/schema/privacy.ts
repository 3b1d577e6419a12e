import { sql } from "drizzle-orm";
import { check, integer, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { SETTINGS } from "../../app/privacy/rules/registry";
import { ERASABLE, ERASED_WHY } from "../../app/privacy/types";
import { instant, oneOf, textEnum } from "./columns";

/** After how many days a kind of personal data goes, where the city has set it. */
export const retention = pgTable(
  "retention",
  {
    kind: textEnum("kind", SETTINGS).primaryKey(),
    days: integer("days").notNull(),
    version: integer("version").notNull().default(1),
  },
  (table) => [check("retention_days", sql`${table.days} between 7 and 3650`)],
);

/**
 * What was made to say nothing of anybody, by id: what is listed here can't be written to again, and the list is applied to a
 * backup that was restored. Written by the functions `erase_…` alone.
 */
export const erased = pgTable(
  "erased",
  {
    thing: textEnum("thing", ERASABLE).notNull(),
    thingId: uuid("thing_id").notNull(),
    at: instant("at").notNull().defaultNow(),
    why: textEnum("why", ERASED_WHY).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.thing, table.thingId] }),
    oneOf("erased_thing", table.thing, ERASABLE),
    oneOf("erased_why", table.why, ERASED_WHY),
  ],
);
