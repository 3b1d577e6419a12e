import { makeCleanup } from "./cleanup";
import { makeCity } from "./kills/city";
import { startClients } from "./kills/clients";
import type { Scene } from "./kills/command";
import { administratorCommands } from "./kills/commands/administrators";
import { requestCommands } from "./kills/commands/requests";
import { shiftCommands } from "./kills/commands/shifts";
import { supplyCommands } from "./kills/commands/supplies";
import { swapCommands } from "./kills/commands/swaps";
import { taskCommands } from "./kills/commands/tasks";
import { volunteerCommands } from "./kills/commands/volunteers";
import { makeKiller } from "./kills/killing";
import { startSink } from "./kills/mail";
import { watchOrders } from "./kills/post";
import { complaintsOf, keepRunning } from "./kills/programs";
import { makeProofs } from "./kills/proofs";
import { seededRandom } from "./kills/random";
import { type Fault, makeFaults, reportOf } from "./kills/report";
import { restAndJudge } from "./kills/rest";
import { startServer } from "./kills/server";
import { makeTally } from "./kills/tally";

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
};

/**
 * `count` times SIGKILL to one of two processes of the program or to their PostgreSQL, under a mixed load of forms; and whether
 * every change that was acknowledged is there, whole and once, and its mail was ordered once and delivered. The program has
 * to be built.
 */
export async function runKills(count: number, { seed, log }: Options): Promise<Killed> {
  const cleanup = makeCleanup();
  const faults = makeFaults();
  const random = seededRandom(seed);
  const tally = makeTally(COMMANDS.map(({ name }) => name));
  const proofs = makeProofs();
  log(`seed ${seed}`);
  try {
    const server = await startServer(cleanup.defer);
    await watchOrders(server);
    const city = await makeCity(server);
    const sink = await startSink(cleanup.defer);
    const settings = {
      DATABASE_URL: server.urls.app,
      DATABASE_OWNER_URL: server.urls.owner,
      SMTP_URL: sink.url,
      MAIL_FROM: "naaber@city.example",
    };
    const programs = [1, 2].map(() => keepRunning(cleanup.defer, settings));
    let made = 0;
    const scene: Scene = {
      city,
      sql: server.sql,
      random: seededRandom(seed + 1),
      unique: (kind) => `${kind}-${seed.toString(36)}-${(++made).toString(36)}`,
      links: new Map(),
      swaps: [],
    };
    const complain = (what: string) => faults.note("other", [what]);
    const clients = startClients({ commands: COMMANDS, programs, scene, proofs, tally, complain });
    cleanup.defer(() => clients.stop());
    const killer = makeKiller({ programs, server, random, tally });
    let mails = { mailsOrdered: 0, mailsAgain: 0 };
    const look = async (killed: number) => {
      const began = performance.now();
      const judged = await restAndJudge({ clients, programs, server, proofs, sink });
      faults.noteAll(judged);
      mails = judged;
      const took = ((performance.now() - began) / 1_000).toFixed(1);
      log(
        `${killed} killed, ${tally.acknowledged()} acknowledged, ${faults.all().length} faults (${took} s to look)`,
      );
    };
    try {
      await killer.warmUp();
      for (let killed = 0; killed < count; ) {
        if (await killer.killOne()) killed += 1;
        if (killed === count || killed % BETWEEN_LOOKS === 0) await look(killed);
        clients.resume();
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
    for (const line of complaintsOf(programs)) log(line);
    faults.note("other", tally.strange());
    const report = reportOf(killer, tally, faults, mails);
    return { report, faults: faults.all() };
  } finally {
    await cleanup.run();
  }
}
