import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { LOOK_KINDS, LOOK_PAGES } from "../../app/audit/types";
import { person } from "./accounts";
import { bytes, instant, oneOf, textEnum, transactionId } from "./columns";

const ACTORS = ["visitor", "resident", "member", "system"] as const;

/**
 * The record: who did what to which thing, when and why. Append-only, and the database sees to it.
 * Ids, states and codes alone; names, phones and free text live where they can be erased.
 */
export const event = pgTable(
  "event",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /** Known by everywhere, also once it has been brought to another database. */
    uuid: uuid("uuid").notNull().defaultRandom(),
    /** Where it was written: the city's own server, or one that works apart from it for a while. */
    node: text("node").notNull(),
    /** When it was written, by the database's clock. */
    at: instant("at").notNull().defaultNow(),
    /** When it truly happened: on a phone without a network, or on paper, before it was written. */
    occurredAt: instant("occurred_at").notNull(),
    /** The change that it belongs to, where that was brought with a key. */
    changeKey: uuid("change_key"),
    transaction: transactionId("transaction").notNull(),
    type: text("type").notNull(),
    actor: textEnum("actor", ACTORS).notNull(),
    /** The person or, for a resident, the request whose link was used. */
    actorId: uuid("actor_id"),
    thing: text("thing").notNull(),
    thingId: uuid("thing_id").notNull(),
    districtId: uuid("district_id"),
    fromState: text("from_state"),
    toState: text("to_state"),
    reason: text("reason"),
    data: jsonb("data").$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [
    index("event_thing").on(table.thingId, table.id),
    index("event_actor").on(table.actorId, table.id),
    index("event_type").on(table.type, table.id),
    // All that the numbers ask of a request's past, so that they read this alone.
    index("event_request_step")
      .on(table.thingId, table.type, table.reason, table.occurredAt)
      .where(sql`type in ('request.covered', 'request.fulfilled')`),
    oneOf("event_actor_word", table.actor, ACTORS),
  ],
);

/** The chain of the record: the hash of the seal before and of one line. Written by `seal_record()` alone. */
export const seal = pgTable("seal", {
  position: bigint("position", { mode: "number" }).primaryKey(),
  eventId: bigint("event_id", { mode: "number" }).notNull().unique(),
  hash: bytes("hash").notNull(),
});

/** The states' tables as data, so that the database refuses a step that is not in them. */
export const transition = pgTable("transition", {
  thing: text("thing").notNull(),
  fromState: text("from_state").notNull(),
  toState: text("to_state").notNull(),
});

/** Who looked at whose personal details, and on which page. Append-only for the application. */
export const look = pgTable(
  "look",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant("at").notNull().defaultNow(),
    viewerId: uuid("viewer_id")
      .notNull()
      .references(() => person.id),
    kind: textEnum("kind", LOOK_KINDS).notNull(),
    /** The request, offer or person. */
    thingId: uuid("thing_id").notNull(),
    page: textEnum("page", LOOK_PAGES).notNull(),
    /** The task or shift on whose page it was. */
    throughId: uuid("through_id"),
    /** Where the thing lay at that time. */
    districtId: uuid("district_id"),
  },
  (table) => [
    index("look_thing").on(table.thingId, table.id),
    index("look_viewer").on(table.viewerId, table.thingId, table.at),
    oneOf("look_kind", table.kind, LOOK_KINDS),
    oneOf("look_page", table.page, LOOK_PAGES),
  ],
);
