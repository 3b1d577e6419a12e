import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  numeric,
  pgTable,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { PRIORITIES } from "../../app/districts/types";
import { LOCALES } from "../../app/platform/types";
import { ALARMS, PRESSING_ALARMS } from "../../app/requests/rules/alarm";
import { ESCALATED } from "../../app/requests/rules/escalation";
import {
  COVERS,
  OPEN_STATES,
  REQUEST_STATES,
  TROUBLES,
  UNCOVERED,
} from "../../app/requests/states";
import {
  CHANNELS,
  CLOSING_REASONS,
  type IllegibleField,
  LIFTS,
  type Vulnerable,
} from "../../app/requests/types";
import { person } from "./accounts";
import { bytes, instant, isIn, isNotIn, oneOf, sealedText, textEnum } from "./columns";
import { category, district } from "./districts";
import { incident } from "./incidents";

/** Columns of `request`, in the making or made: its partial indexes and the queries that need them say the same words. */
type Stands = { state: AnyPgColumn; flood: AnyPgColumn };
type Lane = Stands &
  Record<"priority" | "cover" | "trouble" | "unread" | "alarm" | "remindDue", AnyPgColumn>;
const openIn = ({ state, flood }: Stands) =>
  sql`${isIn(state, OPEN_STATES)} and (${flood} is null or ${state} <> 'submitted')`;
const setAsideIn = ({ state, flood }: Stands) =>
  sql`${flood} is not null and ${state} = 'submitted'`;
/**
 * What a human has to do next with a request (`LANES`); null where nothing is. One rule for the order of lists, the
 * board's lanes and whoever counts them.
 */
const laneOf = ({ state, flood, priority, cover, trouble, unread, alarm, remindDue }: Lane) =>
  sql`case
    when ${setAsideIn({ state, flood })} then null
    when ${state} = 'submitted' and ${isIn(alarm, PRESSING_ALARMS)} then 1
    when ${isIn(state, OPEN_STATES)} and ${priority} = 'critical'
      and (${state} <> 'in_progress' or ${isIn(cover, UNCOVERED)}) then 1
    when ${isIn(state, OPEN_STATES)} and (${trouble} is not null or ${remindDue}) then 2
    when ${isNotIn(state, OPEN_STATES)} and ${unread} > 0 then 2
    when ${state} = 'submitted' then 3
    when ${state} = 'triaged' then 4
    when ${state} = 'in_progress' then case ${cover}
      when 'nobody_asked' then 4
      when 'unanswered' then 2
      when 'asked' then 5
      when 'done' then 7
      else 6
    end
    when ${state} = 'fulfilled' then 8
  end`;
const endedIn = ({ state }: Stands) => isNotIn(state, OPEN_STATES);

/** A request for help, without anything that says who asks: lists are made from this table alone. */
export const request = pgTable(
  "request",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** Eight digits: the same on every keyboard and in every language, easy to say on the phone. */
    code: text("code").notNull().unique(),
    /** The identity of the form that was sent: sent twice, it is one request. */
    formKey: uuid("form_key").notNull().unique(),
    /** SHA-256 of the private link's token. */
    tokenHash: bytes("token_hash").notNull().unique(),
    /** The same of the link in the first mail, made when that is sent. */
    mailTokenHash: bytes("mail_token_hash").unique(),
    state: textEnum("state", REQUEST_STATES).notNull().default("submitted"),
    priority: textEnum("priority", PRIORITIES).notNull(),
    categoryId: uuid("category_id")
      .notNull()
      .references(() => category.id),
    /** Null: the city-wide queue. */
    districtId: uuid("district_id").references(() => district.id),
    quantity: numeric("quantity", { precision: 10, scale: 2, mode: "number" }),
    /** What has been confirmed so far, of `quantity`. */
    delivered: numeric("delivered", { precision: 10, scale: 2, mode: "number" })
      .notNull()
      .default(0),
    people: smallint("people").notNull().default(1),
    vulnerable: text("vulnerable").array().$type<Vulnerable[]>().notNull().default([]),
    /**
     * How high it is, 1 at street level, and whether a lift goes there: whoever is asked to carry something up decides by it, before
     * they may know where.
     */
    floor: smallint("floor"),
    lift: textEnum("lift", LIFTS),
    /** Centre of the fixed 500 m cell: all that people without a right to the address may see. */
    cellLat: doublePrecision("cell_lat"),
    cellLon: doublePrecision("cell_lon"),
    /** After this the help comes too late: the battery is empty, the medicine is gone. */
    neededBy: instant("needed_by"),
    locale: textEnum("locale", LOCALES).notNull(),
    channel: textEnum("channel", CHANNELS).notNull(),
    exercise: boolean("exercise").notNull().default(false),
    /** Set by the database to the only open one of its district, until a coordinator says otherwise. */
    incidentId: uuid("incident_id").references(() => incident.id),
    /** Who is coming, and since when it is so; the database lets no other row than one in progress have any. */
    cover: textEnum("cover", COVERS).notNull().default("nobody_asked"),
    coverAt: instant("cover_at"),
    /** Until when whoever was asked may answer. */
    askedUntil: instant("asked_until"),
    trouble: textEnum("trouble", TROUBLES),
    /** When a coordinator wants to come back to it, and whether that time has come. */
    remindAt: instant("remind_at"),
    remindDue: boolean("remind_due").notNull().default(false),
    /** The most pressing thing that the resident's own words mention: a guess. */
    alarm: textEnum("alarm", ALARMS),
    /** Words of the resident that no coordinator has read. */
    unread: smallint("unread").notNull().default(0),
    /** The stored order of lists: by lane, then `due_at`, then age. */
    lane: smallint("lane").generatedAlwaysAs((): SQL => laneOf(request as unknown as Lane)),
    /** Not read any more: the version before orders its lists by it. */
    rank: smallint("rank").notNull().default(1),
    dueAt: instant("due_at").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    stateAt: instant("state_at").notNull().defaultNow(),
    triagedAt: instant("triaged_at"),
    closingReason: textEnum("closing_reason", CLOSING_REASONS),
    duplicateOf: uuid("duplicate_of").references((): AnyPgColumn => request.id),
    /** The coordinator who took it by phone or at a counter. */
    takenBy: uuid("taken_by").references(() => person.id),
    /** What it shares with the others of a flood; while it is only submitted, it is set aside for a person to look at. */
    flood: text("flood"),
    /** Fields in which something was typed that could not be read; the words are among the notes. */
    illegible: text("illegible").array().$type<IllegibleField[]>().notNull().default([]),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    // Partial: its size is the number of open requests, however many have ended.
    index("request_open")
      .on(table.rank, table.dueAt, table.createdAt, table.id)
      .where(openIn(table)),
    index("request_open_district")
      .on(table.districtId, table.rank, table.dueAt, table.createdAt, table.id)
      .where(openIn(table)),
    index("request_lane")
      .on(table.lane, table.dueAt, table.createdAt, table.id)
      .where(sql`${table.lane} is not null`),
    index("request_lane_district")
      .on(table.districtId, table.lane, table.dueAt, table.createdAt, table.id)
      .where(sql`${table.lane} is not null`),
    index("request_set_aside").on(table.flood, table.createdAt, table.id).where(setAsideIn(table)),
    index("request_fulfilled").on(table.stateAt, table.id).where(sql`${table.state} = 'fulfilled'`),
    index("request_ended")
      .on(table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(endedIn(table)),
    // How soon requests are read where this one is: the latest of a district.
    index("request_read")
      .on(table.districtId, table.triagedAt)
      .where(
        sql`${table.triagedAt} is not null and ${table.channel} in ('web', 'sms') and not ${table.exercise}`,
      ),
    index("request_duplicate_of").on(table.duplicateOf),
    // Numbers of a night, and of an incident.
    index("request_received").on(table.createdAt),
    index("request_incident")
      .on(table.incidentId, table.createdAt)
      .where(sql`${table.incidentId} is not null`),
    oneOf("request_state", table.state, REQUEST_STATES),
    oneOf("request_priority", table.priority, PRIORITIES),
    oneOf("request_channel", table.channel, CHANNELS),
    oneOf("request_closing_reason", table.closingReason, CLOSING_REASONS),
    oneOf("request_cover", table.cover, COVERS),
    oneOf("request_trouble", table.trouble, TROUBLES),
    oneOf("request_alarm", table.alarm, ALARMS),
    check("request_remind", sql`not ${table.remindDue} or ${table.remindAt} is not null`),
    check("request_unread", sql`${table.unread} >= 0`),
    check("request_flood", sql`${table.flood} ~ '^[0-9a-f]{32}$'`),
    check("request_code", sql`${table.code} ~ '^[0-9]{8}$'`),
    check("request_people", sql`${table.people} between 1 and 9999`),
    check("request_floor", sql`${table.floor} between -5 and 99`),
    oneOf("request_lift", table.lift, LIFTS),
    check("request_quantity", sql`${table.quantity} > 0 and ${table.quantity} <= 1000000`),
    check("request_delivered", sql`${table.delivered} >= 0`),
    check(
      "request_duplicate",
      sql`(${table.state} = 'duplicate') = (${table.duplicateOf} is not null)`,
    ),
    check("request_not_own_duplicate", sql`${table.duplicateOf} <> ${table.id}`),
  ],
);

/** Somebody still has to do something, and it is not set aside. */
export const isOpen = openIn(request);
/** Part of a flood that nobody has looked at. */
export const isSetAside = setAsideIn(request);
export const isEnded = endedIn(request);

/** Who asks, and where exactly. Apart from the request, so that it can be erased and is never listed by accident. */
export const requestPrivate = pgTable(
  "request_private",
  {
    requestId: uuid("request_id")
      .primaryKey()
      .references(() => request.id, { onDelete: "cascade" }),
    name: text("name").notNull().default(""),
    /** E.164 where it could be understood, else as it was typed. */
    phone: text("phone").notNull().default(""),
    email: text("email").notNull().default(""),
    /** Where somebody asks for somebody else, whom it is for; the three above are who asks. */
    forName: text("for_name").notNull().default(""),
    forPhone: text("for_phone").notNull().default(""),
    address: text("address").notNull().default(""),
    /** Floor, lift, door code, dog. */
    access: sealedText("request_private", "access").notNull().default(""),
    details: text("details").notNull().default(""),
    lat: doublePrecision("lat"),
    lon: doublePrecision("lon"),
    /** The middle of the street that the address names, where there is no point. */
    streetLat: doublePrecision("street_lat"),
    streetLon: doublePrecision("street_lon"),
    /** Folded text of the fields that a search may find; the migrations generate it. */
    search: text("search").generatedAlwaysAs(
      sql`fold_text(name || ' ' || phone || ' ' || for_name || ' ' || for_phone || ' ' || address || ' ' || details)`,
    ),
    /** Of the phone: a number that stays as it was typed is found and compared by them. */
    digits: text("digits").generatedAlwaysAs(sql`regexp_replace(phone, '\\D', '', 'g')`),
  },
  (table) => [
    index("request_private_search").using("gin", sql`${table.search} gin_trgm_ops`),
    index("request_private_digits").using("gin", sql`${table.digits} gin_trgm_ops`),
    index("request_private_phone").on(table.phone).where(sql`${table.phone} <> ''`),
    index("request_private_for_phone").on(table.forPhone).where(sql`${table.forPhone} <> ''`),
    check("request_private_point", sql`(${table.lat} is null) = (${table.lon} is null)`),
    check(
      "request_private_street",
      sql`(${table.streetLat} is null) = (${table.streetLon} is null)`,
    ),
  ],
);

export const requestNote = pgTable(
  "request_note",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    requestId: uuid("request_id")
      .notNull()
      .references(() => request.id, { onDelete: "cascade" }),
    at: instant("at").notNull().defaultNow(),
    author: textEnum("author", ["resident", "coordinator", "volunteer"]).notNull(),
    personId: uuid("person_id").references(() => person.id),
    body: sealedText("request_note", "body").notNull(),
    /** A note of a coordinator's that the resident may read. */
    forResident: boolean("for_resident").notNull().default(false),
    /** One for the volunteers on the way. */
    forTeam: boolean("for_team").notNull().default(false),
  },
  (table) => [
    index("request_note_request").on(table.requestId, table.at),
    oneOf("request_note_author", table.author, ["resident", "coordinator", "volunteer"]),
    // Two thousand characters of four bytes each, encrypted; the forms judge them as they are typed.
    check("request_note_body", sql`length(${table.body}) between 1 and 11000`),
  ],
);

/**
 * What a request waits for so long that others are told, since when, and how far up they were. A trigger makes the row when the
 * waiting begins and takes it away when it ends, so that it is as true as the request.
 */
export const escalation = pgTable(
  "escalation",
  {
    requestId: uuid("request_id")
      .primaryKey()
      .references(() => request.id, { onDelete: "cascade" }),
    kind: textEnum("kind", ESCALATED).notNull(),
    since: instant("since").notNull(),
    level: smallint("level").notNull().default(0),
    toldAt: instant("told_at"),
  },
  (table) => [
    oneOf("escalation_kind", table.kind, ESCALATED),
    check("escalation_level", sql`${table.level} between 0 and 3`),
    check("escalation_told", sql`(${table.level} > 0) = (${table.toldAt} is not null)`),
  ],
);

/** Which sheet a coordinator has open just now: each shows the others, and it ends by itself. */
export const openSheet = pgTable(
  "open_sheet",
  {
    personId: uuid("person_id")
      .primaryKey()
      .references(() => person.id, { onDelete: "cascade" }),
    requestId: uuid("request_id")
      .notNull()
      .references(() => request.id, { onDelete: "cascade" }),
    since: instant("since").notNull(),
    until: instant("until").notNull(),
  },
  (table) => [
    index("open_sheet_request").on(table.requestId),
    index("open_sheet_until").on(table.until),
  ],
);

/** How far a coordinator has seen what became of the requests: the last line of the record, and when that was said. */
export const boardSeen = pgTable("board_seen", {
  personId: uuid("person_id")
    .primaryKey()
    .references(() => person.id, { onDelete: "cascade" }),
  line: bigint("line", { mode: "number" }).notNull(),
  at: instant("at").notNull(),
});
