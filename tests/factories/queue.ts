import type { Sql } from "postgres";
import { fromQueue, type MailOrder, type QueuedMail } from "../../app/platform/mail.server";

/** What waits in the queue, oldest first, its mails opened as their job opens them. `name`: jobs of that name alone. */
export async function readQueue<Payload>(sql: Sql, name: string | null = null) {
  const rows = await sql<{ name: string; payload: Payload; runAt: string }[]>`
    select t.identifier as name, j.payload, j.run_at as "runAt" from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where ${name}::text is null or t.identifier = ${name} order by j.id`;
  return rows.map((row) =>
    row.name === "mail"
      ? { ...row, payload: fromQueue(row.payload as QueuedMail) as Payload }
      : row,
  );
}

/** The mails that wait. */
export const readMails = async (sql: Sql) =>
  (await readQueue<MailOrder>(sql, "mail")).map(({ payload }) => payload);
