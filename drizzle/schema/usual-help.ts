import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  integer,
  numeric,
  pgTable,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import type { Skill } from "../../app/accounts/types";
import { category } from "./districts";
import { resourceKind } from "./resources";

/** What a kind of help usually takes, as administrators set it: what a task of it begins with, and what a plan lends. */
export const usualHelp = pgTable(
  "usual_help",
  {
    categoryId: uuid("category_id")
      .primaryKey()
      .references(() => category.id),
    skills: text("skills").array().$type<Skill[]>().notNull().default([]),
    teamSize: smallint("team_size").notNull(),
    hours: smallint("hours").notNull(),
    /** Null where nothing is brought. */
    kindId: uuid("kind_id").references(() => resourceKind.id),
    /** For one request; null: as much as it still lacks. */
    amount: numeric("amount", { precision: 10, scale: 2, mode: "number" }),
    /** Nobody carries it there on foot. */
    bulky: boolean("bulky").notNull().default(false),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    check("usual_help_team", sql`${table.teamSize} between 1 and 50`),
    check("usual_help_hours", sql`${table.hours} between 1 and 24`),
    check("usual_help_amount", sql`${table.amount} > 0`),
    check(
      "usual_help_thing",
      sql`${table.kindId} is not null or (${table.amount} is null and not ${table.bulky})`,
    ),
  ],
);
