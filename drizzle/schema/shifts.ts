import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Skill } from "../../app/accounts/types";
import { SHIFT_STATES, SIGN_UP_STATES } from "../../app/shifts/types";
import { person } from "./accounts";
import { instant, timeRange, word } from "./columns";
import { district } from "./districts";

export const shift = pgTable(
  "shift",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    number: integer("number").notNull().generatedAlwaysAsIdentity().unique(),
    state: word("state", SHIFT_STATES).notNull().default("draft"),
    districtId: uuid("district_id").references(() => district.id),
    place: text("place").notNull(),
    address: text("address").notNull().default(""),
    during: timeRange("during").notNull(),
    briefing: text("briefing").notNull().default(""),
    /** Whom to call on the day. */
    contact: text("contact").notNull().default(""),
    /** Until so many hours before its start anybody may leave without a word. */
    leaveHours: smallint("leave_hours").notNull().default(12),
    reason: text("reason").notNull().default(""),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => person.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    stateAt: instant("state_at").notNull().defaultNow(),
    version: integer("version").notNull().default(1),
  },
  (table) => [index("shift_district").on(table.districtId, sql`lower(during)`, table.id)],
);

export const shiftRole = pgTable("shift_role", {
  id: uuid("id").primaryKey().defaultRandom(),
  shiftId: uuid("shift_id")
    .notNull()
    .references(() => shift.id, { onDelete: "cascade" }),
  title: text("title").notNull().default(""),
  skills: text("skills").array().$type<Skill[]>().notNull().default([]),
  capacity: smallint("capacity").notNull(),
  minimum: smallint("minimum").notNull().default(1),
  position: smallint("position").notNull().default(0),
  /** Counts who came in: writing it is how the database makes writers wait for one another. */
  entries: integer("entries").notNull().default(0),
});

export const signUp = pgTable(
  "sign_up",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    shiftId: uuid("shift_id")
      .notNull()
      .references(() => shift.id),
    roleId: uuid("role_id")
      .notNull()
      .references(() => shiftRole.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    state: word("state", SIGN_UP_STATES).notNull(),
    /** The order of the waitlist: first come, first served. */
    queued: bigint("queued", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    /** An offered place is held until then. */
    answerBy: instant("answer_by"),
    reason: text("reason"),
    note: text("note").notNull().default(""),
    checkedInAt: instant("checked_in_at"),
    checkedOutAt: instant("checked_out_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    stateAt: instant("state_at").notNull().defaultNow(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    uniqueIndex("sign_up_once")
      .on(table.shiftId, table.personId)
      .where(sql`${table.state} not in ('withdrawn', 'no_show')`),
    index("sign_up_role").on(table.roleId, table.state, table.queued),
  ],
);
