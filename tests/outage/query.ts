import { Client } from "pg";

/** One statement on a connection of its own, so that it outlives whatever became of the server before. */
export async function query<Row extends object>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 2_000,
    query_timeout: 60_000,
  });
  // What breaks while nothing is asked is seen by the next question.
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Whether the database behind `url` takes changes. */
export async function takesChanges(url: string): Promise<boolean> {
  const [row] = await query<{ standby: boolean }>(url, "select pg_is_in_recovery() as standby");
  return row?.standby === false;
}
