import { sql } from "drizzle-orm";
import type { JobCtx, Jobs } from "../platform/jobs.server";

export const auditJobs: Jobs = {
  "seal-record": (_: unknown, { db }: JobCtx) => db.execute(sql`select seal_record()`),
};
