import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { type About, PRIORITIES } from "../../app/districts/types";
import type { Names } from "../../app/platform/types";
import { instant, oneOf, textEnum } from "./columns";

/** One row: the city that this installation serves. */
export const city = pgTable(
  "city",
  {
    id: smallint("id").primaryKey().default(1),
    code: text("code").notNull(),
    names: jsonb("names").$type<Names>().notNull(),
    zone: text("zone").notNull(),
    locales: text("locales").array().notNull(),
    emergencyNumber: text("emergency_number").notNull(),
    callingCode: text("calling_code").notNull(),
    lat: doublePrecision("lat").notNull(),
    lon: doublePrecision("lon").notNull(),
    mapZoom: smallint("map_zoom").notNull(),
    /** Where lines of the record are written: the name of this database among those that work apart for a while. */
    node: text("node").notNull().default("city"),
    credits: jsonb("credits").$type<Names[]>().notNull(),
    /** Who runs the site and whom one can ask. */
    about: jsonb("about").$type<About>().notNull().default({}),
    /** Holds invented people: says so on every page and opens the mailbox page. */
    demo: boolean("demo").notNull().default(false),
  },
  (table) => [check("city_is_one", sql`${table.id} = 1`)],
);

export const district = pgTable("district", {
  id: uuid("id").primaryKey().defaultRandom(),
  code: text("code").notNull().unique(),
  names: jsonb("names").$type<Names>().notNull(),
  /** GeoJSON MultiPolygon, RFC 7946. */
  geometry: jsonb("geometry").notNull(),
  approximate: boolean("approximate").notNull().default(false),
  /** A district that the newest boundaries no longer have keeps its requests and takes no new ones. */
  retiredAt: instant("retired_at"),
  version: integer("version").notNull().default(1),
});

/** A street of the city, if it has loaded a list of them: where a request is that has an address and no point. */
export const street = pgTable(
  "street",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    names: text("names").array().notNull(),
    /** By what it is found in an address: `keysOfStreet`. */
    keys: text("keys").array().notNull(),
    /** Points along it, `[longitude, latitude]`. */
    points: jsonb("points").$type<[number, number][]>().notNull(),
  },
  (table) => [index("street_keys").using("gin", table.keys)],
);

export const category = pgTable(
  "category",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    code: text("code").notNull().unique(),
    names: jsonb("names").$type<Names>().notNull(),
    examples: jsonb("examples").$type<Names>().notNull(),
    /** What whoever asks can do while they wait: two short sentences. */
    advice: jsonb("advice").$type<Partial<Names>>().notNull().default({}),
    /** Key of the unit's name, or null where nothing is counted. */
    unit: text("unit"),
    /** What a request of this kind starts with, until a coordinator has looked. */
    priority: textEnum("priority", PRIORITIES).notNull().default("normal"),
    position: smallint("position").notNull(),
    active: boolean("active").notNull().default(true),
    version: integer("version").notNull().default(1),
  },
  (table) => [oneOf("category_priority", table.priority, PRIORITIES)],
);

/** Minutes by priority for the whole city (`district_id` null) or for one district. */
export const clock = pgTable(
  "clock",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    districtId: uuid("district_id").references(() => district.id, { onDelete: "cascade" }),
    priority: textEnum("priority", PRIORITIES).notNull(),
    triageMinutes: integer("triage_minutes").notNull(),
    assignMinutes: integer("assign_minutes").notNull(),
    fulfilMinutes: integer("fulfil_minutes").notNull(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    oneOf("clock_priority", table.priority, PRIORITIES),
    check(
      "clock_positive",
      sql`least(${table.triageMinutes}, ${table.assignMinutes}, ${table.fulfilMinutes}) > 0`,
    ),
  ],
);
