import { setTimeout as delay } from "node:timers/promises";
import type { Defer } from "../cleanup";
import { until } from "../debian";
import { playOutage } from "../outage";
import type { Outcome } from "../outcome";
import { POOL_SIZE, startPgbouncer } from "../pgbouncer";
import { type Postgres, startPostgres } from "../postgres";
import { query, takesChanges } from "../query";
import type { Scenario } from "../scenario";
import { openStage } from "../stage";

type Pgbouncer = Awaited<ReturnType<typeof startPgbouncer>>;
type Strike = (pgbouncer: Pgbouncer, postgres: Postgres) => Promise<unknown>;

const BUSY_FOR = 10_000;
const GONE_FOR = 8_000;

/** Two programs that start together and whose application's connections all lead through PgBouncer. */
const behindPooler =
  (strike: Strike, options?: Parameters<typeof playOutage>[2]) =>
  async (defer: Defer): Promise<Outcome> => {
    const postgres = await startPostgres(defer);
    // What PgBouncer does not pass on.
    for (const setting of [
      "statement_timeout = '10s'",
      "lock_timeout = '5s'",
      "idle_in_transaction_session_timeout = '30s'",
    ])
      await query(postgres.superuser, `alter role naaber_app set ${setting}`);
    const pgbouncer = await startPgbouncer(defer, postgres);
    const addresses = { ...postgres.addresses, DATABASE_URL: pgbouncer.url("naaber_app") };
    const stage = await openStage(defer, addresses, { judge: () => postgres.superuser });
    return playOutage(stage, () => strike(pgbouncer, postgres), options);
  };

const line = (name: string, title: string, play: Scenario["play"]): Scenario => ({
  name,
  title: `behind PgBouncer (transaction mode): ${title}`,
  needs: ["postgresql", "pgbouncer"],
  play,
});

/** Through PgBouncer, which shares few connections among many. */
export const poolerScenarios: Scenario[] = [
  line(
    "pooler",
    `two processes start together; ${4 * POOL_SIZE} people at once on ${POOL_SIZE} connections`,
    behindPooler(() => delay(BUSY_FOR), { unseen: true, posters: 2 * POOL_SIZE }),
  ),
  line(
    "pooler-restart",
    "PgBouncer restarted",
    behindPooler(async (pgbouncer) => {
      await pgbouncer.stop();
      await pgbouncer.start();
    }),
  ),
  line(
    "pooler-database",
    `the database behind it gone for ${GONE_FOR / 1_000} s`,
    behindPooler(
      async (pgbouncer, postgres) => {
        await postgres.stop("fast");
        await delay(GONE_FOR);
        await postgres.start();
        await until("it answers through PgBouncer", 30, () =>
          takesChanges(pgbouncer.url("postgres")),
        );
      },
      { lasting: true },
    ),
  ),
];
