import { sql } from "drizzle-orm";
import type { Db } from "../../platform/database.server";
import { freeDisk } from "../../platform/disk.server";

/** Shown at once; the page says how many more there are. */
const MOST_JOBS = 100;

export type FailedJob = {
  id: number;
  job: string;
  attempts: number;
  /** It is not tried any more. */
  dead: boolean;
  running: boolean;
  since: Date;
  failedAt: Date;
  nextAt: Date;
  /** The name of the fault's kind; empty where that might say more. */
  fault: string;
  /** Ids and times by their names. */
  about: Record<string, string>;
};

type Raw = Omit<FailedJob, "id" | "since" | "failedAt" | "nextAt"> &
  Record<"id" | "since" | "failed_at" | "next_at", string>;

/** What is waiting in the queue, and what has failed there. */
export async function readJobs(db: Db) {
  const [[length], failed, counts] = await Promise.all([
    db.execute<{ waiting: number; oldest_seconds: number; running: number }>(
      sql`select * from queue_length()`,
    ),
    db.execute<Raw>(sql`select * from failed_jobs(${MOST_JOBS + 1})`),
    db.execute<{ given_up: number }>(sql`select given_up from failing_jobs()`),
  ]);
  const { waiting, oldest_seconds: oldestSeconds, running } = length!;
  const jobs = failed.map(({ id, since, failed_at, next_at, ...job }) => ({
    ...job,
    id: Number(id),
    since: new Date(since),
    failedAt: new Date(failed_at),
    nextAt: new Date(next_at),
  }));
  return {
    waiting,
    running,
    oldestSeconds,
    dead: counts.reduce((sum, { given_up }) => sum + given_up, 0),
    jobs: jobs.slice(0, MOST_JOBS),
    more: jobs.length > MOST_JOBS,
  };
}

export type ChannelHealth = {
  name: "email" | "sms" | "push";
  /** When the last one was handed over. */
  sentAt: Date | null;
  waiting: number;
  failedAt: Date | null;
};

/** When the last message of each channel went out, how many wait, and when one last failed. */
export async function readChannels(db: Db): Promise<ChannelHealth[]> {
  const rows = await db.execute<{
    name: ChannelHealth["name"];
    sent_at: string | null;
    waiting: number;
    failed_at: string | null;
  }>(sql`
    select 'email' as name, (select max(sent_at) from notification where channel = 'email') as sent_at,
      (select count(*) from notification where channel = 'email' and sent_at is null)::int as waiting,
      (select max(failed_at) from failed_jobs(${MOST_JOBS}) where job in ('mail', 'link')) as failed_at
    union all
    select 'sms', (select max(sent_at) from sms),
      (select count(*) from sms where sent_at is null and failed_at is null)::int,
      (select max(failed_at) from sms)
    union all
    select 'push', (select max(sent_at) from push_message),
      (select count(*) from push_message where sent_at is null and failed_at is null)::int,
      (select max(failed_at) from push_message where failure in ('refused', 'service'))`);
  const at = (text: string | null) => (text ? new Date(text) : null);
  return rows.map(({ name, waiting, ...row }) => ({
    name,
    waiting,
    sentAt: at(row.sent_at),
    failedAt: at(row.failed_at),
  }));
}

/** How large the database is, and how much room the program's disk has; both in bytes. */
export async function readSizes(db: Db) {
  const [row] = await db.execute<{ bytes: number; connections: number; most: number }>(sql`
    select pg_database_size(current_database())::float8 as bytes,
      (select count(*) from pg_stat_activity where datname = current_database())::int as connections,
      current_setting('max_connections')::int as most`);
  return { ...row!, disk: await freeDisk() };
}
