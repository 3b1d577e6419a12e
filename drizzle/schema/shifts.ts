import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Skill } from "../../app/accounts/types";
import { GONE, SHIFT_STATES, SIGN_UP_STATES, SWAP_STATES } from "../../app/shifts/states";
import type { ShiftBefore, ShiftTemplate } from "../../app/shifts/types";
import { person } from "./accounts";
import { instant, isNotIn, sealedText, textEnum, timeRange } from "./columns";
import { district } from "./districts";
import { incident } from "./incidents";

/** A repeating shift. The shifts themselves are made ahead, for eight weeks, and then stand on their own. */
export const shiftSeries = pgTable("shift_series", {
  id: uuid("id").primaryKey().defaultRandom(),
  /** RFC 5545, without DTSTART. */
  rule: text("rule").notNull(),
  /** The wall clock of the first one, `2026-11-23T18:40`. */
  starts: text("starts").notNull(),
  /** Minutes by the wall clock. */
  lasts: integer("lasts").notNull(),
  exceptDays: text("except_days").array().notNull().default([]),
  template: jsonb("template").$type<ShiftTemplate>().notNull(),
  districtId: uuid("district_id").references(() => district.id),
  /** Whether the shifts that are made of it later are published at once. */
  published: boolean("published").notNull().default(false),
  /** No more shifts are made of it. */
  ended: boolean("ended").notNull().default(false),
  filledUntil: instant("filled_until").notNull(),
  createdBy: uuid("created_by")
    .notNull()
    .references(() => person.id),
  createdAt: instant("created_at").notNull().defaultNow(),
});

export const shift = pgTable(
  "shift",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    number: integer("number").notNull().generatedAlwaysAsIdentity().unique(),
    state: textEnum("state", SHIFT_STATES).notNull().default("draft"),
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
    /** What it was before it was moved last: whoever is asked again reads both. */
    was: jsonb("was").$type<ShiftBefore>(),
    seriesId: uuid("series_id").references(() => shiftSeries.id),
    /** The one that was open in its district when it began. */
    incidentId: uuid("incident_id").references(() => incident.id),
    /** The wall clock at which its series has it start. */
    occurrence: text("occurrence"),
    /** Nobody signs up before. */
    opensAt: instant("opens_at"),
    /** The word with which people check in at the place; from publication on. */
    code: text("code"),
    /** Of what volunteers read of it; calendars tell by it. */
    changedAt: instant("changed_at").notNull().defaultNow(),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => person.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    stateAt: instant("state_at").notNull().defaultNow(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("shift_district").on(table.districtId, sql`lower(during)`, table.id),
    index("shift_incident").on(table.incidentId).where(sql`${table.incidentId} is not null`),
  ],
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
    state: textEnum("state", SIGN_UP_STATES).notNull(),
    /** The order of the waitlist: first come, first served. */
    queued: bigint("queued", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    /** An offered slot is held until then. */
    answerBy: instant("answer_by"),
    reason: text("reason"),
    note: sealedText("sign_up", "note").notNull().default(""),
    /** How many people come, the person included: friends, a team of an organisation. */
    party: smallint("party").notNull().default(1),
    partyName: sealedText("sign_up", "party_name").notNull().default(""),
    /** Why a coordinator has put the times right. */
    correction: sealedText("sign_up", "correction").notNull().default(""),
    checkedInAt: instant("checked_in_at"),
    checkedOutAt: instant("checked_out_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    stateAt: instant("state_at").notNull().defaultNow(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    uniqueIndex("sign_up_once").on(table.shiftId, table.personId).where(isNotIn(table.state, GONE)),
    index("sign_up_role").on(table.roleId, table.state, table.queued),
  ],
);

/** A place that its holder would give away or exchange, by a link for one colleague. */
export const swap = pgTable("swap", {
  id: uuid("id").primaryKey().defaultRandom(),
  tokenHash: text("token_hash").notNull().unique(),
  state: textEnum("state", SWAP_STATES).notNull(),
  signUpId: uuid("sign_up_id")
    .notNull()
    .references(() => signUp.id),
  /** What the colleague gives for it. */
  otherId: uuid("other_id").references(() => signUp.id),
  createdAt: instant("created_at").notNull().defaultNow(),
  stateAt: instant("state_at").notNull().defaultNow(),
  version: integer("version").notNull().default(1),
});

/** What one shift leaves to the next at its place. */
export const shiftNote = pgTable("shift_note", {
  id: uuid("id").primaryKey().defaultRandom(),
  shiftId: uuid("shift_id")
    .notNull()
    .references(() => shift.id),
  personId: uuid("person_id")
    .notNull()
    .references(() => person.id),
  body: sealedText("shift_note", "body").notNull(),
  at: instant("at").notNull().defaultNow(),
});

/** Private links to calendars: of a person, or of a place. */
export const calendarFeed = pgTable("calendar_feed", {
  tokenHash: text("token_hash").primaryKey(),
  personId: uuid("person_id")
    .unique()
    .references(() => person.id, { onDelete: "cascade" }),
  districtId: uuid("district_id").references(() => district.id),
  place: text("place"),
  createdBy: uuid("created_by")
    .notNull()
    .references(() => person.id),
  createdAt: instant("created_at").notNull().defaultNow(),
});
