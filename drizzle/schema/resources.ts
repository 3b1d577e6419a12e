import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import type { WeeklySpan } from "../../app/accounts/types";
import { LOCALES, type Names } from "../../app/platform/types";
import {
  ENDED_OFFERS,
  LIVE_RESERVATIONS,
  OFFER_STATES,
  RESERVATION_STATES,
} from "../../app/resources/states";
import {
  type Attribute,
  type AttributeValues,
  CONDITIONS,
  FOLLOW_UPS,
  LEDGER_STEPS,
} from "../../app/resources/types";
import { person } from "./accounts";
import {
  bytes,
  instant,
  isIn,
  oneOf,
  openTimeRange,
  sealedText,
  textEnum,
  timeRange,
  transactionId,
} from "./columns";
import { task } from "./dispatch";
import { district } from "./districts";

const amount = (name: string) => numeric(name, { precision: 10, scale: 2, mode: "number" });

/** What can be offered, with the properties that its kind has. */
export const resourceKind = pgTable("resource_kind", {
  id: uuid("id").primaryKey().defaultRandom(),
  code: text("code").notNull().unique(),
  names: jsonb("names").$type<Names>().notNull(),
  /** Key of the unit's name. */
  unit: text("unit").notNull(),
  /** Comes back after use; else it is used up. */
  durable: boolean("durable").notNull(),
  attributes: jsonb("attributes").$type<Attribute[]>().notNull().default([]),
  position: smallint("position").notNull(),
  active: boolean("active").notNull().default(true),
  version: integer("version").notNull().default(1),
});

/** A thing that somebody offers. How much of it there is stands in the ledger alone. */
export const offer = pgTable(
  "offer",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** What people say to each other: "offer 31". */
    number: integer("number").notNull().generatedAlwaysAsIdentity().unique(),
    /** The identity of the form that was sent: sent twice, it is one offer. */
    formKey: uuid("form_key").notNull().unique(),
    state: textEnum("state", OFFER_STATES).notNull().default("offered"),
    /** A coordinator has verified it since it was offered: its owner may resume it. */
    checked: boolean("checked").notNull().default(false),
    /** Of the private link of an owner without an account. */
    tokenHash: bytes("token_hash").unique(),
    kindId: uuid("kind_id")
      .notNull()
      .references(() => resourceKind.id),
    /** As its kind was when it was offered. */
    durable: boolean("durable").notNull(),
    /** In which its owner without an account reads. Null: in the city's first. */
    locale: textEnum("locale", LOCALES),
    /** Null: a person without an account. */
    ownerId: uuid("owner_id").references(() => person.id),
    organisation: text("organisation").notNull().default(""),
    title: text("title").notNull(),
    attributes: jsonb("attributes").$type<AttributeValues>().notNull().default({}),
    conditions: text("conditions").notNull().default(""),
    districtId: uuid("district_id").references(() => district.id),
    /** Centre of the fixed 500 m cell. */
    cellLat: doublePrecision("cell_lat"),
    cellLon: doublePrecision("cell_lon"),
    /** From when to when it may be lent; open at its end where the owner set none. */
    available: openTimeRange("available").notNull(),
    /** On which hours of a week; none means at any time. */
    weekly: jsonb("weekly").$type<WeeklySpan[]>().notNull().default([]),
    /** Counts the ledger's lines: writing it is how the database makes writers wait for one another. */
    lines: integer("lines").notNull().default(0),
    createdAt: instant("created_at").notNull().defaultNow(),
    stateAt: instant("state_at").notNull().defaultNow(),
    version: integer("version").notNull().default(1),
    search: text("search").generatedAlwaysAs(
      sql`fold_text(title || ' ' || organisation || ' ' || conditions)`,
    ),
  },
  (table) => [
    index("offer_owner").on(table.ownerId),
    index("offer_district").on(table.districtId, table.state, table.kindId),
    oneOf("offer_state", table.state, OFFER_STATES),
    oneOf("offer_locale", table.locale, LOCALES),
    check("offer_title", sql`length(${table.title}) between 1 and 120`),
  ],
);

/** Whom to call and where exactly it stands; apart, so that it can be erased. */
export const offerPrivate = pgTable("offer_private", {
  offerId: uuid("offer_id")
    .primaryKey()
    .references(() => offer.id, { onDelete: "cascade" }),
  name: sealedText("offer_private", "name").notNull().default(""),
  phone: text("phone").notNull().default(""),
  email: text("email").notNull().default(""),
  address: sealedText("offer_private", "address").notNull().default(""),
  lat: doublePrecision("lat"),
  lon: doublePrecision("lon"),
});

/** Further private links of an offer: each mail to its owner has one of its own, made as it is sent. */
export const offerLink = pgTable(
  "offer_link",
  {
    hash: bytes("hash").primaryKey(),
    offerId: uuid("offer_id")
      .notNull()
      .references(() => offer.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [index("offer_link_offer").on(table.offerId, table.createdAt)],
);

export const reservation = pgTable(
  "reservation",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    offerId: uuid("offer_id")
      .notNull()
      .references(() => offer.id),
    taskId: uuid("task_id")
      .notNull()
      .references(() => task.id),
    state: textEnum("state", RESERVATION_STATES).notNull().default("held"),
    quantity: amount("quantity").notNull(),
    during: timeRange("during").notNull(),
    /** Not handed over by then, it is released. */
    fetchBy: instant("fetch_by").notNull(),
    reservedBy: uuid("reserved_by")
      .notNull()
      .references(() => person.id),
    fetched: amount("fetched"),
    fetchedBy: uuid("fetched_by").references(() => person.id),
    /** Of a durable thing what came back, of a consumable what was used. */
    ended: amount("ended"),
    condition: textEnum("condition", CONDITIONS),
    note: sealedText("reservation", "note").notNull().default(""),
    createdAt: instant("created_at").notNull().defaultNow(),
    stateAt: instant("state_at").notNull().defaultNow(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("reservation_offer").on(table.offerId, table.state),
    index("reservation_task").on(table.taskId),
    oneOf("reservation_state", table.state, RESERVATION_STATES),
    check("reservation_quantity", sql`${table.quantity} > 0`),
    check(
      "reservation_fetched",
      sql`${table.fetched} > 0 and ${table.fetched} <= ${table.quantity}`,
    ),
    check("reservation_ended", sql`${table.ended} >= 0 and ${table.ended} <= ${table.fetched}`),
    check(
      "reservation_during",
      sql`not isempty(${table.during}) and not lower_inf(${table.during}) and not upper_inf(${table.during})`,
    ),
  ],
);

/** Append-only: how much of an offer there is at any instant is the sum of the lines whose time covers it. */
export const ledger = pgTable(
  "ledger",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    offerId: uuid("offer_id")
      .notNull()
      .references(() => offer.id),
    reservationId: uuid("reservation_id").references(() => reservation.id),
    step: textEnum("step", LEDGER_STEPS).notNull(),
    delta: amount("delta").notNull(),
    during: openTimeRange("during").notNull(),
    at: instant("at").notNull(),
    transaction: transactionId("transaction").notNull(),
  },
  (table) => [
    index("ledger_offer").on(table.offerId, sql`upper(during)`),
    index("ledger_reservation").on(table.reservationId),
    oneOf("ledger_step", table.step, LEDGER_STEPS),
    check("ledger_during", sql`not isempty(${table.during}) and not lower_inf(${table.during})`),
    check("ledger_whose", sql`(${table.step} = 'stock') = (${table.reservationId} is null)`),
  ],
);

/** Something about a reservation that a person has to settle. */
export const followUp = pgTable(
  "follow_up",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    reservationId: uuid("reservation_id")
      .notNull()
      .references(() => reservation.id),
    kind: textEnum("kind", FOLLOW_UPS).notNull(),
    /** How many are missing or damaged; what was found or repaired goes back into the stock. */
    quantity: amount("quantity").notNull(),
    openedAt: instant("opened_at").notNull(),
    closedAt: instant("closed_at"),
    closedBy: uuid("closed_by").references(() => person.id),
  },
  (table) => [
    index("follow_up_open").on(table.openedAt).where(sql`${table.closedAt} is null`),
    oneOf("follow_up_kind", table.kind, FOLLOW_UPS),
  ],
);

/** Below how much of a kind a district wants to be warned. */
export const stockThreshold = pgTable(
  "stock_threshold",
  {
    districtId: uuid("district_id")
      .notNull()
      .references(() => district.id, { onDelete: "cascade" }),
    kindId: uuid("kind_id")
      .notNull()
      .references(() => resourceKind.id, { onDelete: "cascade" }),
    least: amount("least").notNull(),
  },
  (table) => [primaryKey({ columns: [table.districtId, table.kindId] })],
);

/** It still keeps the thing from others. */
export const isLiveReservation = isIn(reservation.state, LIVE_RESERVATIONS);
/** Withdrawn or retired. */
export const isOver = isIn(offer.state, ENDED_OFFERS);
