import { sql } from "drizzle-orm";
import { z } from "zod";
import { jobAlarm } from "../../../drizzle/schema/overview";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import { done, refuse } from "../../platform/types";
import { mayKeepQueue, mayWatchQueue } from "../policy";

const THE_CITY = "00000000-0000-0000-0000-000000000000";
const jobForm = z.object({
  id: z.coerce
    .number({ error: "unknown" })
    .int("unknown")
    .min(1, "unknown")
    .max(2 ** 53 - 1, "unknown"),
});

/** Tries a job that has failed once more, from the beginning. Refuses: `job.unknown` for one that has gone or is being done. */
export const retryJob = command({
  name: "job.retry",
  input: jobForm,
  may: mayKeepQueue,
  run: async (tx, ctx, { id }) => {
    const [row] = await tx.execute<{ job: string | null }>(sql`select retry_job(${id}) as job`);
    if (!row?.job) return refuse("job.unknown");
    const data = { job: row.job };
    await record(tx, ctx, { type: "city.job_retried", thingId: THE_CITY, data });
    return done(null);
  },
});

/** Lets go of a job that has failed: what it was to do is not done. Refuses: `job.unknown`. */
export const letGoOfJob = command({
  name: "job.let-go",
  input: jobForm,
  may: mayKeepQueue,
  run: async (tx, ctx, { id }) => {
    const [row] = await tx.execute<{ job: string | null }>(sql`select let_go_of_job(${id}) as job`);
    if (!row?.job) return refuse("job.unknown");
    const data = { job: row.job };
    await record(tx, ctx, { type: "city.job_let_go", thingId: THE_CITY, data });
    return done(null);
  },
});

/** Minutes: what dies meanwhile is told together. */
const QUIET = 60;

/**
 * Puts jobs that were given up on record, each once and at most once an hour: administrators hear of it by that line. Gives how
 * many are new.
 */
export const tellDeadJobs = command({
  name: "jobs.tell-dead",
  input: z.object({}),
  may: mayWatchQueue,
  run: async (tx, ctx) => {
    const now = ctx.now.toISOString();
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('dead jobs'))`);
    const [quiet] = await tx.execute(sql`select from job_alarm
      where at > ${now}::timestamptz - make_interval(mins => ${QUIET}) limit 1`);
    if (quiet) return done({ jobs: 0, names: [] as string[] });
    const dead = await tx.execute<{ id: string; job: string }>(
      sql`select * from untold_dead_jobs()`,
    );
    if (dead.length === 0) return done({ jobs: 0, names: [] as string[] });
    await tx.insert(jobAlarm).values(dead.map(({ id }) => ({ jobId: Number(id), at: ctx.now })));
    const data = { jobs: dead.length, names: [...new Set(dead.map(({ job }) => job))].sort() };
    await record(tx, ctx, { type: "city.jobs_dead", thingId: THE_CITY, data });
    return done(data);
  },
});
