import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { INCIDENT_STATES } from "../../app/incidents/states";
import { person } from "./accounts";
import { instant, oneOf, textEnum } from "./columns";
import { district } from "./districts";

/** A named operation that requests, shifts and tasks belong to. */
export const incident = pgTable(
  "incident",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** "Blackout, Sykhiv", in the language of whoever opened it: a name, not a text. */
    name: text("name").notNull(),
    state: textEnum("state", INCIDENT_STATES).notNull().default("open"),
    startsAt: instant("starts_at").notNull(),
    /** Null while it is open. */
    endsAt: instant("ends_at"),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => person.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    stateAt: instant("state_at").notNull().defaultNow(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("incident_open").on(table.startsAt, table.id).where(sql`${table.state} = 'open'`),
    oneOf("incident_state", table.state, INCIDENT_STATES),
    check("incident_name", sql`length(${table.name}) between 1 and 120`),
    check("incident_ended", sql`(${table.state} = 'closed') = (${table.endsAt} is not null)`),
    check("incident_times", sql`${table.endsAt} >= ${table.startsAt}`),
  ],
);

export const incidentDistrict = pgTable(
  "incident_district",
  {
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incident.id),
    districtId: uuid("district_id")
      .notNull()
      .references(() => district.id),
  },
  (table) => [
    primaryKey({ columns: [table.incidentId, table.districtId] }),
    index("incident_district_district").on(table.districtId, table.incidentId),
  ],
);
