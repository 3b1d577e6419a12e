import { bigint, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { LOOK_KINDS, LOOK_PAGES } from "../../app/audit/types";
import { person } from "./accounts";
import { instant, oneOf, transactionId, word } from "./columns";

const ACTORS = ["visitor", "resident", "member", "system"] as const;

/**
 * The record: who did what to which thing, when and why. Append-only, and the database sees to it.
 * Ids, states and codes alone; names, phones and free text live where they can be erased.
 */
export const event = pgTable(
  "event",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant("at").notNull().defaultNow(),
    transaction: transactionId("transaction").notNull(),
    type: text("type").notNull(),
    actor: word("actor", ACTORS).notNull(),
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
    oneOf("event_actor_word", table.actor, ACTORS),
  ],
);

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
    kind: word("kind", LOOK_KINDS).notNull(),
    /** The request, offer or person. */
    thingId: uuid("thing_id").notNull(),
    page: word("page", LOOK_PAGES).notNull(),
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
