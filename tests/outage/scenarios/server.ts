import { setTimeout as delay } from "node:timers/promises";
import type { Defer } from "../cleanup";
import { playOutage } from "../outage";
import type { Outcome } from "../outcome";
import { type Postgres, startPostgres } from "../postgres";
import { query } from "../query";
import type { Scenario } from "../scenario";
import { openStage } from "../stage";

const GONE_FOR = 20_000;
const PAUSED_FOR = 15_000;
const TERMINATED_FOR = 15_000;
const BETWEEN_TERMINATIONS = 50;

type Strike = (postgres: Postgres) => Promise<unknown>;

/** Two programs on one server, to which `strike` does something. */
const onServer =
  (strike: Strike, options?: Parameters<typeof playOutage>[2]) =>
  async (defer: Defer): Promise<Outcome> => {
    const postgres = await startPostgres(defer);
    const stage = await openStage(defer, postgres.addresses, { judge: () => postgres.superuser });
    return playOutage(stage, () => strike(postgres), options);
  };

const line = (name: string, title: string, play: Scenario["play"]): Scenario => ({
  name,
  title,
  needs: ["postgresql"],
  play,
});

async function pause(postgres: Postgres) {
  const wake = postgres.pause();
  await delay(PAUSED_FOR);
  wake();
}

/** One connection of the programs after another, all the time. */
async function terminate({ superuser }: Postgres) {
  const until = performance.now() + TERMINATED_FOR;
  while (performance.now() < until) {
    await query(
      superuser,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where usename in ('naaber_app', 'naaber_owner') order by random() limit 1`,
    );
    await delay(BETWEEN_TERMINATIONS);
  }
}

/** What happens to the server itself. */
export const serverScenarios: Scenario[] = [
  line(
    "restart-fast",
    "PostgreSQL restarted, fast",
    onServer(async (postgres) => {
      await postgres.stop("fast");
      await postgres.start();
    }),
  ),
  line(
    "restart-immediate",
    "PostgreSQL restarted, immediate",
    onServer(async (postgres) => {
      await postgres.stop("immediate");
      await postgres.start();
    }),
  ),
  line(
    "killed",
    "PostgreSQL killed (SIGKILL) and started",
    onServer(async (postgres) => {
      await postgres.kill();
      await postgres.start();
    }),
  ),
  line(
    "gone",
    `PostgreSQL gone for ${GONE_FOR / 1_000} s`,
    onServer(
      async (postgres) => {
        await postgres.stop("fast");
        await delay(GONE_FOR);
        await postgres.start();
      },
      { lasting: true },
    ),
  ),
  line(
    "paused",
    `PostgreSQL paused for ${PAUSED_FOR / 1_000} s (SIGSTOP, SIGCONT)`,
    onServer(pause, { lasting: true }),
  ),
  line(
    "terminated",
    `connections terminated one by one for ${TERMINATED_FOR / 1_000} s`,
    onServer(terminate),
  ),
];
