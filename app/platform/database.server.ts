import type { PgDatabase } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { trackSockets } from "./sockets.server";

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
  const sockets = trackSockets();
  const options = {
    max: connections,
    socket: sockets.dial,
    // PgBouncer hands the next statement to another session, which would not know a statement by its name.
    prepare: false,
    // Nor may a statement follow before the one before is answered: PgBouncer would take the connection away between them.
    max_pipeline: 0,
    // Seconds: to connect, and between two tries. A connection is kept while it works.
    connect_timeout: 10,
    backoff: () => (sockets.refusing() ? 0 : 0.1),
    max_lifetime: null,
    onnotice: () => {},
    connection: {
      application_name: "naaber",
      timezone: "UTC",
      ...(patience ? PATIENCE : {}),
    },
    // Seconds. The server's own limit is shorter: a connection that is silent for longer leads nowhere any more.
    answer_timeout: patience ? 15 : null,
  };
  const sql = postgres(url, options);
  return {
    sql,
    db: drizzle(sql),
    /** Lets go of every connection: whatever waits on one fails as an outage does. */
    drop: sockets.drop,
    refuse: sockets.refuse,
    /** Opens every connection of the pool, so that none is missing when it is needed. */
    fill: () => Promise.all(Array.from({ length: connections }, () => sql`select pg_sleep(0.05)`)),
    /** How many connections there are. */
    open: sockets.count,
    end: () => sql.end({ timeout: 5 }),
  };
}

export type Connection = ReturnType<typeof connect>;
/** The pool or one transaction: what is given either can't tell, a transaction within one is a savepoint. */
export type Db = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
