import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { HANDOVER_STATES } from "../../app/duty/states";
import { person } from "./accounts";
import { instant, oneOf, sealedText, textEnum } from "./columns";
import { district } from "./districts";

/** Who keeps a district's board, from when to when; several may at once. */
export const duty = pgTable(
  "duty",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    districtId: uuid("district_id")
      .notNull()
      .references(() => district.id),
    since: instant("since").notNull(),
    /** Null while it lasts. */
    until: instant("until"),
  },
  (table) => [
    uniqueIndex("duty_now").on(table.personId, table.districtId).where(sql`${table.until} is null`),
    index("duty_now_district").on(table.districtId).where(sql`${table.until} is null`),
    check("duty_times", sql`${table.until} >= ${table.since}`),
  ],
);

/** What one coordinator leaves to the next, for districts; the open list itself is read when it is looked at. */
export const handover = pgTable(
  "handover",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    state: textEnum("state", HANDOVER_STATES).notNull().default("open"),
    note: sealedText("handover", "note").notNull().default(""),
    /** Since when the one who leaves had the districts. */
    since: instant("since").notNull(),
    takenBy: uuid("taken_by").references(() => person.id),
    createdAt: instant("created_at").notNull(),
    stateAt: instant("state_at").notNull(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    uniqueIndex("handover_open").on(table.personId).where(sql`${table.state} = 'open'`),
    index("handover_latest").on(table.createdAt, table.id),
    oneOf("handover_state", table.state, HANDOVER_STATES),
    check("handover_taken", sql`(${table.state} = 'taken') = (${table.takenBy} is not null)`),
    check("handover_to_another", sql`${table.takenBy} <> ${table.personId}`),
  ],
);

export const handoverDistrict = pgTable(
  "handover_district",
  {
    handoverId: uuid("handover_id")
      .notNull()
      .references(() => handover.id, { onDelete: "cascade" }),
    districtId: uuid("district_id")
      .notNull()
      .references(() => district.id),
  },
  (table) => [
    primaryKey({ columns: [table.handoverId, table.districtId] }),
    index("handover_district_district").on(table.districtId),
  ],
);
