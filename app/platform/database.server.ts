import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";

/** Opens a pool on `url`; nothing is sent before the first query. The caller ends it. */
export function connect(url: string, options: { connections?: number } = {}) {
  const sql = postgres(url, {
    max: options.connections ?? 10,
    onnotice: () => {},
    connection: { application_name: "naaber", timezone: "UTC" },
  });
  return { sql, db: drizzle(sql), end: () => sql.end({ timeout: 5 }) };
}

export type Connection = ReturnType<typeof connect>;
export type Db = Connection["db"];
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
