import { bigint, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** What was sent because of which event; the unique key keeps a retried job from sending twice. */
export const notification = pgTable("notification", {
  id: uuid("id").primaryKey().defaultRandom(),
  key: text("key").notNull().unique(),
  eventId: bigint("event_id", { mode: "number" }),
  channel: text("channel").notNull(),
  template: text("template").notNull(),
  personId: uuid("person_id"),
  requestId: uuid("request_id"),
  createdAt: instant("created_at").notNull().defaultNow(),
  sentAt: instant("sent_at"),
});

/** Where mail goes without SMTP settings: development and demo only. */
export const mailboxMessage = pgTable("mailbox_message", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  at: instant("at").notNull().defaultNow(),
  recipient: text("recipient").notNull(),
  subject: text("subject").notNull(),
  body: text("body").notNull(),
});
