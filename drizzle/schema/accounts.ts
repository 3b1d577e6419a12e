import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  ASSURANCES,
  MOST_LOAD_KG,
  MOST_SEATS,
  SECRET_PURPOSES,
  SIGN_IN_METHODS,
  type Skill,
  STANDINGS,
  VEHICLES,
  type WeeklySpan,
} from "../../app/accounts/types";
import { LOCALES } from "../../app/platform/types";
import { instant, oneOf, sealedText, textEnum, timeRange } from "./columns";
import { district } from "./districts";

export const person = pgTable(
  "person",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    name: text("name").notNull(),
    email: text("email"),
    /** When its holder showed that they read it; null: only claimed, and others may claim it too. */
    emailProvenAt: instant("email_proven_at"),
    /** What `email` will be once its link has been used, while a proven one still stands. */
    pendingEmail: text("pending_email"),
    /** E.164, with the plus. */
    phone: text("phone"),
    /** When a coordinator saw whose it is; null: only claimed. */
    phoneProvenAt: instant("phone_proven_at"),
    /** argon2id; null until a password has been chosen (one-time codes only). */
    passwordHash: text("password_hash"),
    locale: textEnum("locale", LOCALES).notNull(),
    /** Null: no volunteer. */
    standing: textEnum("standing", STANDINGS),
    administrator: boolean("administrator").notNull().default(false),
    onDuty: boolean("on_duty").notNull().default(true),
    /** A coordinator wants higher lines on the board. */
    roomyLines: boolean("roomy_lines").notNull().default(false),
    /** Since when the account has named this contact; the migrations keep them. */
    emailClaimedAt: instant("email_claimed_at").notNull().defaultNow(),
    phoneClaimedAt: instant("phone_claimed_at").notNull().defaultNow(),
    createdAt: instant("created_at").notNull().defaultNow(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    uniqueIndex("person_email")
      .on(sql`lower(${table.email})`)
      .where(sql`${table.emailProvenAt} is not null`),
    uniqueIndex("person_phone").on(table.phone).where(sql`${table.phoneProvenAt} is not null`),
    index("person_email_claimed").on(sql`lower(${table.email})`),
    index("person_phone_claimed").on(table.phone),
    index("person_standing").on(table.standing, table.name, table.id),
    oneOf("person_standing_word", table.standing, STANDINGS),
    check("person_email_proven", sql`${table.emailProvenAt} is null or ${table.email} is not null`),
    check("person_phone_proven", sql`${table.phoneProvenAt} is null or ${table.phone} is not null`),
    check(
      "person_email_pending",
      sql`${table.pendingEmail} is null or ${table.emailProvenAt} is not null`,
    ),
  ],
);

export const coordinatorDistrict = pgTable(
  "coordinator_district",
  {
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    districtId: uuid("district_id")
      .notNull()
      .references(() => district.id),
  },
  (table) => [primaryKey({ columns: [table.personId, table.districtId] })],
);

/** Lucia's sessions; `id` is a SHA-256 of what the cookie holds. */
export const session = pgTable(
  "session",
  {
    id: text("id").primaryKey(),
    /** What a person's list of sessions shows and revokes by. */
    publicId: uuid("public_id").notNull().unique().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** Browser and system in a few words, so that the owner recognises it. */
    device: text("device").notNull().default(""),
    /** Written at most every few minutes; idle time counts from here. */
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    /** When its person last showed who they are. */
    provenAt: instant("proven_at").notNull().defaultNow(),
    assurance: textEnum("assurance", ASSURANCES).notNull().default("password"),
    method: textEnum("method", SIGN_IN_METHODS).notNull().default("password"),
  },
  (table) => [
    index("session_user").on(table.userId),
    oneOf("session_assurance", table.assurance, ASSURANCES),
    oneOf("session_method", table.method, SIGN_IN_METHODS),
  ],
);

/** Links and codes that work once; only a keyed hash is kept. */
export const oneTimeSecret = pgTable(
  "one_time_secret",
  {
    hash: text("hash").primaryKey(),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    purpose: textEnum("purpose", SECRET_PURPOSES).notNull(),
    /** The address or number that it was made out for: it opens nothing once that has changed. */
    contact: text("contact"),
    createdBy: uuid("created_by").references(() => person.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [
    index("one_time_secret_person").on(table.personId, table.purpose),
    oneOf("one_time_secret_purpose", table.purpose, SECRET_PURPOSES),
  ],
);

export const volunteerProfile = pgTable(
  "volunteer_profile",
  {
    personId: uuid("person_id")
      .primaryKey()
      .references(() => person.id, { onDelete: "cascade" }),
    skills: text("skills").array().$type<Skill[]>().notNull().default([]),
    languages: text("languages").array().notNull().default([]),
    vehicle: textEnum("vehicle", VEHICLES).notNull().default("none"),
    /** How many can ride along in the vehicle, and what it carries; null where they have not said. */
    seats: smallint("seats"),
    loadKg: smallint("load_kg"),
    homeLat: doublePrecision("home_lat"),
    homeLon: doublePrecision("home_lon"),
    homeDistrictId: uuid("home_district_id").references(() => district.id),
    radiusKm: smallint("radius_km").notNull().default(5),
    availability: jsonb("availability").$type<WeeklySpan[]>().notNull().default([]),
    /** For which time they have said that they are free, besides their usual hours; it may be over. */
    freeDuring: timeRange("free_during"),
    note: sealedText("volunteer_profile", "note").notNull().default(""),
    /** Whoever they are on the way to may read their first name. */
    namesThemselves: boolean("names_themselves").notNull().default(false),
    /** Goes to other people's homes only where the task is for two or more. */
    onlyTogether: boolean("only_together").notNull().default(false),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("volunteer_profile_home").on(table.homeDistrictId),
    oneOf("volunteer_profile_vehicle", table.vehicle, VEHICLES),
    check(
      "volunteer_profile_free",
      sql`not isempty(${table.freeDuring}) and not lower_inf(${table.freeDuring})
        and not upper_inf(${table.freeDuring})
        and upper(${table.freeDuring}) - lower(${table.freeDuring}) <= interval '24 hours'`,
    ),
    check(
      "volunteer_profile_room",
      sql`coalesce(${table.seats}, 1) between 1 and ${sql.raw(String(MOST_SEATS))}
        and coalesce(${table.loadKg}, 1) between 1 and ${sql.raw(String(MOST_LOAD_KG))}`,
    ),
    check("volunteer_profile_radius", sql`${table.radiusKm} between 1 and 100`),
    check("volunteer_profile_home", sql`(${table.homeLat} is null) = (${table.homeLon} is null)`),
  ],
);

/**
 * When a person is promised: shifts and accepted tasks alike. The exclusion constraint of the
 * migrations refuses a second promise in the same time, whichever room makes it.
 */
export const commitment = pgTable(
  "commitment",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    during: timeRange("during").notNull(),
    kind: textEnum("kind", ["task", "shift"]).notNull(),
    /** The assignment or sign-up that made the promise. */
    sourceId: uuid("source_id").notNull().unique(),
  },
  (table) => [oneOf("commitment_kind", table.kind, ["task", "shift"])],
);

/** A coordinator's or administrator's place, kept for whoever holds the link. */
export const invitation = pgTable("invitation", {
  id: uuid("id").primaryKey().defaultRandom(),
  /** Of the link that the inviter was shown, to hand over: it shows nothing of whose the address is. */
  secretHash: text("secret_hash").notNull().unique(),
  /** Of the link in the mail, made when the mail is sent. */
  mailedHash: text("mailed_hash").unique(),
  email: text("email").notNull(),
  name: text("name").notNull(),
  locale: text("locale").notNull(),
  administrator: boolean("administrator").notNull().default(false),
  invitedBy: uuid("invited_by"),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
  acceptedAt: instant("accepted_at"),
  acceptedBy: uuid("accepted_by"),
  revokedAt: instant("revoked_at"),
});

export const invitationDistrict = pgTable(
  "invitation_district",
  {
    invitationId: uuid("invitation_id")
      .notNull()
      .references(() => invitation.id, { onDelete: "cascade" }),
    districtId: uuid("district_id")
      .notNull()
      .references(() => district.id),
  },
  (table) => [primaryKey({ columns: [table.invitationId, table.districtId] })],
);
