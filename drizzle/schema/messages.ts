import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { Skill } from "../../app/accounts/types";
import { BROADCAST_STATES } from "../../app/messages/states";
import {
  ALERT_CATEGORIES,
  ALERT_CERTAINTIES,
  ALERT_SEVERITIES,
  ALERT_TYPES,
  ALERT_URGENCIES,
  type BroadcastGroup,
  type ChannelName,
  MEANINGS,
  PRESSURES,
  READER_KINDS,
  SMS_FAILURES,
  type Words,
} from "../../app/messages/types";
import { LOCALES } from "../../app/platform/types";
import { person } from "./accounts";
import { instant, oneOf, sealedText, textEnum } from "./columns";
import { incident } from "./incidents";

/** What was sent because of which event; the unique key keeps a retried job from sending twice. */
export const notification = pgTable(
  "notification",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    key: text("key").notNull().unique(),
    eventId: bigint("event_id", { mode: "number" }),
    /** Empty while it waits, and where nothing reaches its reader. */
    channel: text("channel").notNull(),
    template: text("template").notNull(),
    personId: uuid("person_id"),
    requestId: uuid("request_id"),
    offerId: uuid("offer_id"),
    /** What it brings where no line of the record does. */
    broadcastId: uuid("broadcast_id"),
    createdAt: instant("created_at").notNull().defaultNow(),
    sentAt: instant("sent_at"),
    /** While it waits to go out: when it goes. */
    dueAt: instant("due_at"),
    /** The first notice of the message that it went in; several may go in one. */
    batch: uuid("batch"),
    /** Channels that have failed, or by which another notice of the same goes. */
    tried: text("tried").array().$type<ChannelName[]>().notNull().default([]),
    attempts: smallint("attempts").notNull().default(0),
  },
  (table) => [
    index("notification_waiting_person").on(table.personId).where(sql`${table.dueAt} is not null`),
    index("notification_waiting_request")
      .on(table.requestId)
      .where(sql`${table.dueAt} is not null`),
    index("notification_waiting_offer").on(table.offerId).where(sql`${table.dueAt} is not null`),
    index("notification_batch").on(table.batch),
    index("notification_broadcast").on(table.broadcastId),
    check("notification_attempts", sql`${table.attempts} between 0 and 999`),
  ],
);

/** By what a person wants to hear, and when not. Without a row: by everything, at any time. */
export const messageSetting = pgTable(
  "message_setting",
  {
    personId: uuid("person_id")
      .primaryKey()
      .references(() => person.id, { onDelete: "cascade" }),
    /** What was switched off: `tasks.sms`. */
    off: text("off").array().notNull().default([]),
    /** Minutes after midnight, by the city's clock. */
    quietFrom: smallint("quiet_from"),
    quietTo: smallint("quiet_to"),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    check(
      "message_setting_quiet",
      sql`(${table.quietFrom} is null) = (${table.quietTo} is null)
        and coalesce(${table.quietFrom}, 0) between 0 and 1439 and coalesce(${table.quietTo}, 0) between 0 and 1439`,
    ),
  ],
);

/** An address that its mail server does not know; until something arrives there again. */
export const deadMail = pgTable("dead_mail", {
  /** In small letters. */
  address: text("address").primaryKey(),
  at: instant("at").notNull().defaultNow(),
});

/** A text message that was ordered, and what became of it. Its id is known to the gateway alone, which reports by it. */
export const sms = pgTable(
  "sms",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** Of the notice that it brings. */
    notificationId: uuid("notification_id"),
    /** Whose request it is about, where it goes to a resident. */
    requestId: uuid("request_id"),
    /** Whose account, where it goes to one. */
    personId: uuid("person_id"),
    /** Whose offer, where it goes to an owner without an account. */
    offerId: uuid("offer_id"),
    /** E.164. */
    phone: text("phone").notNull(),
    template: text("template").notNull(),
    /** As it goes out. */
    body: sealedText("sms", "body").notNull(),
    segments: smallint("segments").notNull(),
    /** What the version before needs to go on when this fails; nothing reads it any more. */
    onward: jsonb("onward"),
    attempts: smallint("attempts").notNull().default(0),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** When the gateway took it; then what it, or the phone's network, has said. */
    sentAt: instant("sent_at"),
    gatewayId: text("gateway_id"),
    deliveredAt: instant("delivered_at"),
    failedAt: instant("failed_at"),
    failure: textEnum("failure", SMS_FAILURES),
  },
  (table) => [
    index("sms_phone").on(table.phone, table.createdAt),
    index("sms_request").on(table.requestId, table.createdAt),
    index("sms_person").on(table.personId, table.createdAt),
    index("sms_offer").on(table.offerId).where(sql`${table.offerId} is not null`),
    index("sms_gateway_id").on(table.gatewayId).where(sql`${table.gatewayId} is not null`),
    oneOf("sms_failure", table.failure, SMS_FAILURES),
    check("sms_failed", sql`(${table.failedAt} is null) = (${table.failure} is null)`),
  ],
);

/** A text message that came in, as it was sent; the unique key keeps a gateway that brings it again from doubling it. */
export const smsIn = pgTable(
  "sms_in",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    gateway: text("gateway").notNull(),
    gatewayId: text("gateway_id").notNull(),
    at: instant("at").notNull().defaultNow(),
    /** E.164 where it is a number, else as it came. */
    phone: text("phone").notNull(),
    body: sealedText("sms_in", "body").notNull(),
    /** What it was taken for. */
    meaning: textEnum("meaning", MEANINGS).notNull(),
    requestId: uuid("request_id"),
    personId: uuid("person_id"),
  },
  (table) => [
    unique("sms_in_once").on(table.gateway, table.gatewayId),
    index("sms_in_phone").on(table.phone, table.at),
    oneOf("sms_in_meaning", table.meaning, MEANINGS),
  ],
);

/** Where mail goes without SMTP settings, and text messages without a gateway: development and demo only. */
export const mailboxMessage = pgTable("mailbox_message", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  channel: text("channel").$type<ChannelName>().notNull().default("email"),
  at: instant("at").notNull().defaultNow(),
  recipient: text("recipient").notNull(),
  subject: text("subject").notNull(),
  body: text("body").notNull(),
});

/** Words that go to many at once. */
export const broadcast = pgTable(
  "broadcast",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    state: textEnum("state", BROADCAST_STATES).notNull().default("draft"),
    /** To whom: everybody of these who lives or asks in one of the districts, and has the skill. */
    groups: text("groups").array().$type<BroadcastGroup[]>().notNull(),
    /** Empty: the whole city. */
    districts: uuid("districts").array().notNull().default([]),
    skill: text("skill").$type<Skill>(),
    /** Only those of them who have to do with it. */
    incidentId: uuid("incident_id").references(() => incident.id),
    pressure: textEnum("pressure", PRESSURES).notNull(),
    /** By language; who reads another one reads `fallback`. */
    words: jsonb("words").$type<Words>().notNull(),
    fallback: textEnum("fallback", LOCALES).notNull(),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => person.id),
    confirmedBy: uuid("confirmed_by").references(() => person.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    stateAt: instant("state_at").notNull().defaultNow(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("broadcast_newest").on(table.createdAt),
    oneOf("broadcast_state", table.state, BROADCAST_STATES),
    oneOf("broadcast_pressure", table.pressure, PRESSURES),
    // Nobody is the second person of their own.
    check("broadcast_second", sql`${table.confirmedBy} <> ${table.createdBy}`),
  ],
);

/** Who a broadcast goes to, from when it was decided; each is taken up once, by whichever process comes first. */
export const broadcastRecipient = pgTable(
  "broadcast_recipient",
  {
    broadcastId: uuid("broadcast_id")
      .notNull()
      .references(() => broadcast.id, { onDelete: "cascade" }),
    kind: textEnum("kind", READER_KINDS).notNull(),
    subjectId: uuid("subject_id").notNull(),
    takenAt: instant("taken_at"),
  },
  (table) => [
    primaryKey({ columns: [table.broadcastId, table.subjectId] }),
    index("broadcast_recipient_left").on(table.broadcastId).where(sql`${table.takenAt} is null`),
    oneOf("broadcast_recipient_kind", table.kind, READER_KINDS),
  ],
);

/** To how many a broadcast may go on one person's word. One row, once it is set. */
export const broadcastLimit = pgTable(
  "broadcast_limit",
  {
    id: smallint("id").primaryKey().default(1),
    most: integer("most").notNull(),
  },
  (table) => [
    check("broadcast_limit_is_one", sql`${table.id} = 1`),
    check("broadcast_limit_most", sql`${table.most} between 0 and 1000000`),
  ],
);

/** A public warning, as CAP 1.2 has it. What is changed or called off is a row of its own that names the one before. */
export const alert = pgTable(
  "alert",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    type: textEnum("type", ALERT_TYPES).notNull(),
    category: textEnum("category", ALERT_CATEGORIES).notNull(),
    urgency: textEnum("urgency", ALERT_URGENCIES).notNull(),
    severity: textEnum("severity", ALERT_SEVERITIES).notNull(),
    certainty: textEnum("certainty", ALERT_CERTAINTIES).notNull(),
    headline: jsonb("headline").$type<Words>().notNull(),
    description: jsonb("description").$type<Words>().notNull(),
    fallback: textEnum("fallback", LOCALES).notNull(),
    /** Empty: the whole city. */
    districts: uuid("districts").array().notNull().default([]),
    sentAt: instant("sent_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    replaces: uuid("replaces").unique(),
    broadcastId: uuid("broadcast_id").references(() => broadcast.id),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => person.id),
  },
  (table) => [
    index("alert_newest").on(table.sentAt),
    oneOf("alert_type", table.type, ALERT_TYPES),
    oneOf("alert_category", table.category, ALERT_CATEGORIES),
    oneOf("alert_urgency", table.urgency, ALERT_URGENCIES),
    oneOf("alert_severity", table.severity, ALERT_SEVERITIES),
    oneOf("alert_certainty", table.certainty, ALERT_CERTAINTIES),
    check("alert_expires", sql`${table.expiresAt} > ${table.sentAt}`),
    check("alert_first", sql`(${table.type} = 'Alert') = (${table.replaces} is null)`),
  ],
);

/** The code that was sent to a phone, by which its holder proves it. */
export const phoneCode = pgTable(
  "phone_code",
  {
    personId: uuid("person_id")
      .primaryKey()
      .references(() => person.id, { onDelete: "cascade" }),
    /** The number that it was sent to: it proves no other. */
    phone: text("phone").notNull(),
    hash: text("hash").notNull(),
    expiresAt: instant("expires_at").notNull(),
    attempts: smallint("attempts").notNull().default(0),
  },
  (table) => [check("phone_code_attempts", sql`${table.attempts} between 0 and 99`)],
);
