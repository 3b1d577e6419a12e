import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";

/** How long the application waits: for one statement, for a lock, and for its own next statement. */
const PATIENCE = {
  statement_timeout: 10_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 30_000,
};

type Options = {
  connections?: number;
  /** The application's: no statement of a page may hold a connection for long. Migrations and jobs take their time. */
  patience?: boolean;
};

/** Opens a pool on `url`; nothing is sent before the first query. The caller ends it. */
export function connect(url: string, { connections = 10, patience = false }: Options = {}) {
  const sql = postgres(url, {
    max: connections,
    onnotice: () => {},
    connection: {
      application_name: "naaber",
      timezone: "UTC",
      ...(patience ? PATIENCE : {}),
    },
  });
  return { sql, db: drizzle(sql), end: () => sql.end({ timeout: 5 }) };
}

export type Connection = ReturnType<typeof connect>;
export type Db = Connection["db"];
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
