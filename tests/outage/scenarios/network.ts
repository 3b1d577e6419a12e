import { setTimeout as delay } from "node:timers/promises";
import { type Forwarder, makeForwarder } from "../../http/forwarder";
import type { Defer } from "../cleanup";
import { until } from "../debian";
import { playOutage } from "../outage";
import type { Outcome } from "../outcome";
import { type Postgres, startPostgres, startStandby } from "../postgres";
import { takesChanges } from "../query";
import type { Scenario } from "../scenario";
import { openStage } from "../stage";

const CUT_FOR = 15_000;
/** How long the address leads to the standby before that takes over. */
const UNDECIDED_FOR = 3_000;

/** Everybody reaches the server by an address that can fall silent or be moved. */
async function openForwarded(defer: Defer, postgres: Postgres) {
  const forwarder = await makeForwarder({ host: "127.0.0.1", port: postgres.port });
  defer(forwarder.end);
  const through = (url: string) => {
    const address = new URL(url);
    address.port = String(forwarder.port);
    return String(address);
  };
  const { DATABASE_URL, DATABASE_OWNER_URL } = postgres.addresses;
  const addresses = {
    DATABASE_URL: through(DATABASE_URL),
    DATABASE_OWNER_URL: through(DATABASE_OWNER_URL),
  };
  const judge = through(postgres.superuser);
  return { forwarder, judge, stage: await openStage(defer, addresses, { judge: () => judge }) };
}

async function cut(forwarder: Forwarder) {
  forwarder.hush(true);
  await delay(CUT_FOR);
  forwarder.hush(false);
}

async function partition(defer: Defer): Promise<Outcome> {
  const { forwarder, stage } = await openForwarded(defer, await startPostgres(defer));
  return playOutage(stage, () => cut(forwarder), { lasting: true });
}

/** The primary dies under load; its standby is given its address, and takes over a little later. */
async function failover(defer: Defer): Promise<Outcome> {
  const primary = await startPostgres(defer);
  const standby = await startStandby(defer, primary);
  const { forwarder, judge, stage } = await openForwarded(defer, primary);
  const strike = async () => {
    await primary.kill();
    forwarder.lead({ host: "127.0.0.1", port: standby.port });
    forwarder.cut();
    await delay(UNDECIDED_FOR);
    await standby.promote();
    await until("the address leads to the new primary", 20, () => takesChanges(judge));
  };
  return playOutage(stage, strike, { lasting: true });
}

/** What lies between the programs and their database, and what takes its place. */
export const networkScenarios: Scenario[] = [
  {
    name: "partition",
    title: `the network cut for ${CUT_FOR / 1_000} s, nothing closed`,
    needs: ["postgresql"],
    play: partition,
  },
  {
    name: "standby",
    title: "the primary killed, its synchronous standby promoted, the address moved",
    needs: ["postgresql"],
    play: failover,
  },
];
