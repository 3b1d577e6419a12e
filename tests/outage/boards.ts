import { setTimeout as delay } from "node:timers/promises";
import { makeSessions } from "../../app/accounts/adapter.server";
import { whoIsComing } from "../../app/dispatch/queries/coming.server";
import { connect } from "../../app/platform/database.server";
import { listBoard, listLanes } from "../../app/requests/queries/board.server";
import { readFilter } from "../../app/requests/rules/filter";
import { versionOf } from "../../app/requests/rules/version";
import { LANES } from "../../app/requests/states";
import type { Someone } from "../factories/dispatch";
import { setOwner } from "../factories/owners";
import { makeWorld } from "../factories/world";
import { makeForwarder } from "../http/forwarder";
import { type Board, openBoard, type Shown } from "./boards/board";
import { makeHistory } from "./boards/database";
import { makeStrikes } from "./boards/strikes";
import { startWriter } from "./boards/writer";
import { type Defer, makeCleanup } from "./cleanup";
import { freePort } from "./debian";
import { poll } from "./kills/poll";
import { complaintsOf, keepRunning } from "./kills/programs";
import { seededRandom } from "./kills/random";
import { startServer } from "./kills/server";

const WRITERS = 4;
/** Of one person: fewer than the program allows. */
const OF_ONE = 5;
const QUERIES = ["", "", "?priority=high", "?lane=send", "?lane=asked"];
/** Milliseconds. */
const BETWEEN = { least: 200, most: 1_200 };
const READY_WITHIN = 180_000;
const SAME_WITHIN = 60_000;

type Options = {
  boards: number;
  /** What is done and in which order follows from it; the moments do not. */
  seed: number;
  log: (line: string) => void;
  /** Of somebody who may be interrupted: undoes what was started, if that is left. */
  defer?: Defer;
};

/**
 * For so many seconds open boards on two processes, while commands change what they show and connections, processes and the database
 * are killed: whether each comes to show just what the database holds, and none ever showed what never was or went back. The
 * program has to be built.
 */
export async function runBoards(seconds: number, { defer, ...options }: Options) {
  const cleanup = makeCleanup();
  defer?.(cleanup.run);
  options.log(`seed ${options.seed}`);
  try {
    return await play(seconds, { ...options, defer: cleanup.defer });
  } finally {
    await cleanup.run();
  }
}

async function openStage({ boards: count, seed, defer }: Options & { defer: Defer }) {
  const server = await startServer(defer);
  const app = connect(server.urls.app, { connections: WRITERS + 2 });
  const owner = connect(server.urls.owner, { connections: 2 });
  defer(() => Promise.all([app.end(), owner.end()]));
  setOwner(app.db, owner.db);
  const world = await makeWorld(app.db);
  const sessions = makeSessions(app.db, { secure: true });
  const cookies: string[] = [];
  for (let person = 0; person < Math.ceil(count / OF_ONE); person++) {
    const { id } = await world.person({ districts: [world.north] });
    cookies.push((await sessions.open(id, "")).split(";", 1)[0]!);
  }
  const coordinators: Someone[] = [];
  for (let writer = 0; writer < WRITERS; writer++)
    coordinators.push(await world.person({ name: `Writer ${writer}`, districts: [world.north] }));
  const random = seededRandom(seed);
  const stage = [];
  for (let process = 0; process < 2; process++) {
    const port = await freePort();
    const program = keepRunning(defer, {
      PORT: String(port),
      DATABASE_URL: server.urls.app,
      DATABASE_OWNER_URL: server.urls.owner,
      WORKER: "off",
    });
    const way = await makeForwarder({ host: "127.0.0.1", port });
    defer(() => way.end());
    stage.push({ program, way });
  }
  const [programs, ways] = [stage.map(({ program }) => program), stage.map(({ way }) => way)];
  await poll("both processes serve", READY_WITHIN, () => programs.every((one) => one.base()));
  const history = makeHistory();
  const writers = coordinators.map((coordinator, at) => {
    const own = seededRandom(seed + 1 + at);
    return startWriter({ db: app.db, world, coordinator, history, random: own });
  });
  const boards = Array.from({ length: count }, (_, at) =>
    openBoard({
      // As behind a proxy: whoever comes again may come to the other one.
      url: () => `http://127.0.0.1:${random.pick(ways).port}/board/live${QUERIES[at % 5]}`,
      cookie: cookies[Math.floor(at / OF_ONE)]!,
      query: QUERIES[at % 5]!,
    }),
  );
  defer(() => Promise.all(boards.map((board) => board.close())));
  const strikes = makeStrikes({ programs, ways, server, random: seededRandom(seed + 100) });
  return { app, coordinator: coordinators[0]!, programs, history, writers, boards, strikes };
}

async function play(seconds: number, options: Options & { defer: Defer }) {
  const { boards, log } = options;
  const stage = await openStage(options);
  const { strikes, writers, history, programs } = stage;
  const back = () => stage.boards.filter((board) => board.isBack()).length;
  await poll("every board shows something", READY_WITHIN, () => back() === boards);

  const faults: string[] = [];
  const waits: number[] = [];
  /** What was missed may be written again later: only while nobody writes does it show. */
  async function rest() {
    await Promise.all(writers.map((writer) => writer.pause()));
    const began = performance.now();
    await poll("all boards show what the database holds", SAME_WITHIN, () => isSame(stage)).catch(
      ({ message }: Error) => faults.push(message),
    );
    waits.push((performance.now() - began) / 1_000);
  }

  const until = performance.now() + seconds * 1_000;
  for (let turn = 1; performance.now() < until && faults.length === 0; turn++) {
    // Every second one strikes while nobody writes: what fails then shows by nothing but what is missed afterwards.
    const isQuiet = turn % 2 === 0;
    if (isQuiet) await rest();
    await strikes.next();
    for (const writer of writers) writer.resume();
    await delay(BETWEEN.least + Math.random() * (BETWEEN.most - BETWEEN.least));
    // What strikes nobody proves nothing.
    await poll("half of the boards are back", READY_WITHIN, () => back() >= boards / 2);
    if (isQuiet) await rest();
    for (const writer of writers) writer.resume();
  }
  if (faults.length === 0) await rest();
  await Promise.all(writers.map((writer) => writer.stop()));

  const judged = stage.boards.map((board) => board.judge(history));
  for (const { never, backwards } of judged) {
    for (const one of never) faults.push(`shown, though it never was: ${one}`);
    for (const one of backwards) faults.push(`shown after something later: ${one}`);
  }
  for (const { ownEnds } of programs)
    for (const { how, lines } of ownEnds)
      faults.push(`a process ended by itself: ${how}\n${lines.join("\n")}`);
  for (const line of complaintsOf(programs)) log(line);
  const never = sumOf(judged, (one) => one.never.length);
  const backwards = sumOf(judged, (one) => one.backwards.length);
  const report = [
    `${boards} boards on two processes, ${seconds} s: ${[...strikes.counts].map(([name, times]) => `${name} ${times}`).join(", ")}`,
    `${sumOf(writers, (writer) => writer.changes())} changes (${sumOf(writers, (writer) => writer.broken())} cut off or refused), ${history.count()} states of requests in the database`,
    `${sumOf(stage.boards, (board) => board.visits())} connections were told something; ${sumOf(judged, ({ count }) => count)} lines shown: ${never} that never were, ${backwards} older than what the connection had shown`,
    `${waits.length} times the changes rested: all boards showed the database's list after ${Math.max(...waits).toFixed(1)} s at the latest`,
  ].join("\n");
  return { report, faults };
}

type Stage = Awaited<ReturnType<typeof openStage>>;

/** Whether every board shows just what its page would list now. */
async function isSame({ app, coordinator, boards }: Stage): Promise<boolean> {
  const ctx = { ...coordinator.ctx(new Date()), db: app.db };
  for (const query of new Set(QUERIES)) {
    const filter = readFilter(new URLSearchParams(query));
    const lines = filter.lane ? (await listBoard(ctx, filter)).lines : await listLanes(ctx, filter);
    const coming = await whoIsComing(
      ctx,
      lines.map(({ id }) => id),
    );
    const listed = lines.map(
      (line): Shown => ({
        id: line.id,
        version: versionOf(line, coming.get(line.id) ?? []),
        lane: LANES[line.lane! - 1]!,
      }),
    );
    const stands = JSON.stringify(listed);
    const alike = (board: Board) => JSON.stringify(board.shown()) === stands;
    if (!boards.filter((board) => board.query === query).every(alike)) return false;
  }
  return true;
}

const sumOf = <One>(all: readonly One[], number: (one: One) => number) =>
  all.reduce((sum, one) => sum + number(one), 0);
