import { readDataKeys, setDataKeys } from "../../app/platform/data-keys.server";
import { TEST_DATA_KEY } from "../factories/data-key";
import { type Defer, makeCleanup } from "./cleanup";
import { makeCity } from "./kills/city";
import { startClients } from "./kills/clients";
import type { Scene } from "./kills/command";
import { administratorCommands } from "./kills/commands/administrators";
import { broadcastCommands } from "./kills/commands/broadcasts";
import { requestCommands } from "./kills/commands/requests";
import { shiftCommands } from "./kills/commands/shifts";
import { supplyCommands } from "./kills/commands/supplies";
import { swapCommands } from "./kills/commands/swaps";
import { taskCommands } from "./kills/commands/tasks";
import { volunteerCommands } from "./kills/commands/volunteers";
import { makeKiller } from "./kills/killing";
import { startSink } from "./kills/mail";
import { startPhones } from "./kills/phones";
import { watchOrders } from "./kills/post";
import { complaintsOf, keepRunning } from "./kills/programs";
import { makeProofs } from "./kills/proofs";
import { seededRandom } from "./kills/random";
import { type Fault, judgeRepeats, makeFaults, reportOf } from "./kills/report";
import { type Judgement, restAndJudge } from "./kills/rest";
import { startServer } from "./kills/server";
import { makeTally } from "./kills/tally";

// The mails that were ordered are compared with those that came.
setDataKeys(readDataKeys(TEST_DATA_KEY));

/** So many kills lie between two looks at what the database holds. */
const BETWEEN_LOOKS = 50;

const COMMANDS = [
  ...requestCommands,
  ...taskCommands,
  ...supplyCommands,
  ...shiftCommands,
  ...volunteerCommands,
  ...swapCommands,
  ...administratorCommands,
  ...broadcastCommands,
];

export type Killed = {
  /** Tables, as Markdown. */
  report: string;
  /** Empty when every promise was kept. */
  faults: Fault[];
};

type Options = {
  /** What is killed and what is sent follows from it; the moments do not. */
  seed: number;
  log: (line: string) => void;
  /** Of somebody who may be interrupted: undoes what was started, if that is left. */
  defer?: Defer;
};

/**
 * `count` times SIGKILL to one of two processes of the program or to their PostgreSQL, under a mixed load of forms; and whether
 * every change that was acknowledged is there, whole and once, and its messages were ordered once and delivered. The
 * program has to be built.
 */
export async function runKills(count: number, { seed, log, defer }: Options): Promise<Killed> {
  const cleanup = makeCleanup();
  defer?.(cleanup.run);
  log(`seed ${seed}`);
  try {
    const stage = await openStage(cleanup.defer, { seed, kills: count });
    return await play(count, stage, log);
  } finally {
    await cleanup.run();
  }
}

/** A city on a server of its own, with two processes of the program, people who use them and somebody who kills them. */
async function openStage(defer: Defer, { seed, kills }: { seed: number; kills: number }) {
  const faults = makeFaults();
  const tally = makeTally(COMMANDS.map(({ name }) => name));
  const proofs = makeProofs();
  const server = await startServer(defer);
  await watchOrders(server);
  const sink = await startSink(defer);
  const phones = await startPhones(defer);
  const city = await makeCity(server, phones);
  const settings = {
    DATABASE_URL: server.urls.app,
    DATABASE_OWNER_URL: server.urls.owner,
    SMTP_URL: sink.url,
    MAIL_FROM: "naaber@city.example",
    ...phones.settings,
  };
  const programs = [1, 2].map(() => keepRunning(defer, settings));
  let made = 0;
  const scene: Scene = {
    city,
    sql: server.sql,
    random: seededRandom(seed + 1),
    unique: (kind) => `${kind}-${seed.toString(36)}-${(++made).toString(36)}`,
    links: new Map(),
    swaps: [],
    kills,
  };
  const complain = (what: string) => faults.note("other", [what]);
  const clients = startClients({ commands: COMMANDS, programs, scene, proofs, tally, complain });
  defer(() => clients.stop());
  const killer = makeKiller({ programs, server, random: seededRandom(seed), tally });
  return { faults, tally, proofs, server, sink, phones, programs, clients, killer };
}

type Stage = Awaited<ReturnType<typeof openStage>>;

async function play(count: number, stage: Stage, log: Options["log"]): Promise<Killed> {
  const { faults, tally, programs, clients, killer } = stage;
  let arrivals: Judgement["arrivals"] = {};
  async function look(killed: number) {
    const judged = await restAndJudge(stage);
    faults.noteAll(judged);
    arrivals = judged.arrivals;
    const found = faults.all().length;
    log(`${killed} killed, ${tally.acknowledged()} acknowledged, ${found} faults (${judged.took})`);
    clients.resume();
  }
  try {
    await killer.warmUp(count);
    for (let killed = 0; killed < count; ) {
      if (!(await killer.killOne())) continue;
      killed += 1;
      if (killed === count || killed % BETWEEN_LOOKS === 0) await look(killed);
    }
  } catch (fault) {
    const { message, cause } = fault as Error;
    faults.note("other", [`${message}${cause ? ` (${cause})` : ""}`]);
  }
  for (const { ownEnds } of programs)
    faults.note(
      "ended by itself",
      ownEnds.map(({ how, lines }) => `${how}\n${lines.join("\n")}`),
    );
  faults.note("repeated", judgeRepeats(arrivals, killer.kills));
  faults.note("other", tally.strange());
  for (const line of complaintsOf(programs)) log(line);
  return { report: reportOf(killer, tally, faults, arrivals), faults: faults.all() };
}
