import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import type { Defer } from "../cleanup";
import { until } from "../debian";
import { playOutage, type Strike } from "../outage";
import type { Outcome } from "../outcome";
import { moveWal, type Postgres, startPostgres } from "../postgres";
import { query } from "../query";
import type { Scenario } from "../scenario";
import { mountSmallDisk } from "../small-disk";
import { openStage } from "../stage";

const MOST_CONNECTIONS = 50;
const TAKEN_FOR = 10_000;
const FULL_FOR = 10_000;

/** A third client that takes every connection, those of the programs too; gives what lets go of them. */
async function takeAllConnections({ superuser, url }: Postgres) {
  await query(superuser, "create role third login password 'third' connection limit -1");
  const address = new URL(url("third", "postgres"));
  address.password = "third";
  const taken: Client[] = [];
  let greedy = true;
  const hands = Array.from({ length: MOST_CONNECTIONS }, async () => {
    while (greedy) {
      const client = new Client({ connectionString: String(address) });
      client.on("error", () => {});
      try {
        await client.connect();
        taken.push(client);
        return;
      } catch {
        await delay(5);
      }
    }
  });
  const own = "from pg_stat_activity where usename in ('naaber_app', 'naaber_owner')";
  await until("the programs have no connection left", 20, async () => {
    await query(superuser, `select pg_terminate_backend(pid) ${own}`);
    const [left] = await query<{ count: number }>(superuser, `select count(*)::int ${own}`);
    return left?.count === 0 && taken.length >= MOST_CONNECTIONS - 5;
  });
  return async () => {
    greedy = false;
    await Promise.all(hands);
    await Promise.all(taken.map((client) => client.end()));
  };
}

async function outOfConnections(defer: Defer): Promise<Outcome> {
  const postgres = await startPostgres(defer, [`max_connections=${MOST_CONNECTIONS}`]);
  const stage = await openStage(defer, postgres.addresses, { judge: () => postgres.superuser });
  const strike: Strike = async (isThere) => {
    const letGo = await takeAllConnections(postgres);
    isThere();
    await delay(TAKEN_FOR);
    await letGo();
  };
  return playOutage(stage, strike, { lasting: true });
}

/** The tables are on a disk that is full: pages can be read, nothing can be saved. */
async function outOfDisk(defer: Defer): Promise<Outcome> {
  const postgres = await startPostgres(defer);
  const disk = mountSmallDisk(defer, 96, postgres.tools);
  defer(() => postgres.kill());
  await query(
    postgres.url("postgres", "postgres"),
    `create tablespace small location '${disk.folder}'`,
  );
  await query(postgres.url("postgres", "postgres"), "alter database naaber set tablespace small");
  const stage = await openStage(defer, postgres.addresses, { judge: () => postgres.superuser });
  const strike = async () => {
    disk.fill();
    await delay(FULL_FOR);
    disk.free();
  };
  return playOutage(stage, strike, { lasting: true, readyzSays: false });
}

/** The log that PostgreSQL writes first is on a disk that is full: it stops, and is started when there is room. */
async function outOfDiskForWal(defer: Defer): Promise<Outcome> {
  const postgres = await startPostgres(defer, ["min_wal_size=32MB", "max_wal_size=64MB"]);
  const disk = mountSmallDisk(defer, 160, postgres.tools);
  defer(() => postgres.kill());
  await moveWal(postgres, disk.folder);
  const stage = await openStage(defer, postgres.addresses, { judge: () => postgres.superuser });
  const strike = async () => {
    disk.fill();
    await until("PostgreSQL has stopped", 60, async () => {
      // Ends the segment, which the people here would take long to fill.
      await query(postgres.superuser, "select pg_switch_wal()").catch(() => {});
      return postgres.family().length === 0;
    });
    await delay(FULL_FOR);
    disk.free();
    await postgres.start();
  };
  return playOutage(stage, strike, { lasting: true });
}

/** What the server has too little of. */
export const shortageScenarios: Scenario[] = [
  {
    name: "connections",
    title: `out of connections for ${TAKEN_FOR / 1_000} s: a third client has all ${MOST_CONNECTIONS}`,
    needs: ["postgresql"],
    play: outOfConnections,
  },
  {
    name: "disk",
    title: `out of disk for ${FULL_FOR / 1_000} s: tables`,
    needs: ["postgresql", "mounting"],
    play: outOfDisk,
  },
  {
    name: "disk-wal",
    title: `out of disk for ${FULL_FOR / 1_000} s: PostgreSQL's own log (pg_wal)`,
    needs: ["postgresql", "mounting"],
    play: outOfDiskForWal,
  },
];
