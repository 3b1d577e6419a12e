import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { PUSH_FAILURES, URGENCIES } from "../../app/messages/types";
import { person, session } from "./accounts";
import { instant, oneOf, sealedText, textEnum } from "./columns";
import { notification } from "./messages";

/**
 * A browser that takes messages for somebody: as long as the session lasts in which it was asked for, so that a phone shows
 * nothing of who has signed out.
 */
export const pushDevice = pgTable(
  "push_device",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    sessionId: uuid("session_id")
      .notNull()
      .references(() => session.publicId, { onDelete: "cascade" }),
    /** SHA-256 of the endpoint, which itself is encrypted: a browser is one person's. */
    endpointHash: text("endpoint_hash").notNull().unique(),
    /** Where its push service takes messages for it: whoever knows the address may use it. */
    endpoint: sealedText("push_device", "endpoint").notNull(),
    /** What messages to it are encrypted with (RFC 8291). */
    p256dh: sealedText("push_device", "p256dh").notNull(),
    auth: sealedText("push_device", "auth").notNull(),
    /** The public key of ours that it was subscribed with; it takes nothing that another one signs. */
    vapidKey: text("vapid_key").notNull(),
    /** Browser and system in a few words. */
    name: text("name").notNull(),
    createdAt: instant("created_at").notNull(),
    /** When a message was last shown there. */
    lastUsedAt: instant("last_used_at"),
  },
  (table) => [
    index("push_device_person").on(table.personId),
    index("push_device_session").on(table.sessionId),
  ],
);

/** A message to one device, and what became of it; its words go with it. */
export const pushMessage = pgTable(
  "push_message",
  {
    /** Known to the device alone, which says by it that the message was shown. */
    id: uuid("id").primaryKey().defaultRandom(),
    notificationId: uuid("notification_id")
      .notNull()
      .references(() => notification.id, { onDelete: "cascade" }),
    personId: uuid("person_id").notNull(),
    /** Empty once the device is gone. */
    deviceId: uuid("device_id").references(() => pushDevice.id, { onDelete: "set null" }),
    /** Empty once it has gone out or failed. */
    title: sealedText("push_message", "title").notNull(),
    body: sealedText("push_message", "body").notNull(),
    path: text("path").notNull(),
    /** A later message of the same takes this one's place. */
    tag: text("tag").notNull(),
    urgency: textEnum("urgency", URGENCIES).notNull(),
    /** Seconds that its push service may keep it for a device that is off. */
    ttl: integer("ttl").notNull(),
    attempts: smallint("attempts").notNull().default(0),
    createdAt: instant("created_at").notNull(),
    /** When the push service took it; then when the device showed it. */
    sentAt: instant("sent_at"),
    shownAt: instant("shown_at"),
    failedAt: instant("failed_at"),
    failure: textEnum("failure", PUSH_FAILURES),
  },
  (table) => [
    index("push_message_notification").on(table.notificationId),
    index("push_message_device").on(table.deviceId),
    index("push_message_person").on(table.personId),
    index("push_message_waiting")
      .on(table.createdAt)
      .where(sql`${table.sentAt} is null and ${table.failedAt} is null`),
    oneOf("push_message_urgency", table.urgency, URGENCIES),
    oneOf("push_message_failure", table.failure, PUSH_FAILURES),
    check("push_message_failed", sql`(${table.failedAt} is null) = (${table.failure} is null)`),
    check("push_message_ttl", sql`${table.ttl} between 1 and 2419200`),
  ],
);
