import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { person } from "./accounts";
import { instant, sealedText, timeRange } from "./columns";

/** Which jobs that were given up the administrators were told of: each once. */
export const jobAlarm = pgTable("job_alarm", {
  jobId: bigint("job_id", { mode: "number" }).primaryKey(),
  at: instant("at").notNull(),
});

/** What a volunteer's paper says that they did, as it was when it was made out: whoever reads its code may compare. */
export const certificate = pgTable(
  "certificate",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** Printed on the paper, and the way to the page that says the same. */
    code: text("code").notNull().unique(),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    name: sealedText("certificate", "name").notNull(),
    /** From the first day to the end of the last. */
    during: timeRange("during").notNull(),
    shifts: integer("shifts").notNull(),
    /** Worked on these shifts. */
    minutes: integer("minutes").notNull(),
    /** Confirmed by coordinators. */
    tasks: integer("tasks").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    index("certificate_person").on(table.personId, table.createdAt),
    check("certificate_something", sql`${table.shifts} + ${table.tasks} > 0`),
    check("certificate_minutes", sql`${table.minutes} >= 0`),
  ],
);
