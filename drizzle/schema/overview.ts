import { bigint, pgTable } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Which jobs that were given up the administrators were told of: each once. */
export const jobAlarm = pgTable("job_alarm", {
  jobId: bigint("job_id", { mode: "number" }).primaryKey(),
  at: instant("at").notNull(),
});
