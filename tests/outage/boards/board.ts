import { setTimeout as delay } from "node:timers/promises";
import { LANES } from "../../../app/requests/states";
import { type LiveReader, liveReader } from "../../factories/live-reader";
import type { History } from "./database";

export type Shown = { id: string; version: string; lane: string };

/** Milliseconds: a browser waits longer, to spare the program, and that would only leave less to see. */
const AGAIN = { least: 50, most: 400 };

/** A board that comes again whenever its stream has ended, and keeps all that it has ever shown, connection by connection. */
export function openBoard(where: { url: () => string; cookie: string; query: string }) {
  const connections: Shown[][] = [];
  let isClosed = false;
  const reader: LiveReader = liveReader({ ...where, shows: keep });

  function shown(): Shown[] {
    const versions = new Map(reader.shown().map(({ id, version }) => [id, version]));
    const lanes = reader.lanes();
    return LANES.flatMap((lane) =>
      (lanes[lane] ?? []).map((id) => ({ id, version: versions.get(id)!, lane })),
    );
  }

  let before = new Set<string>();
  function keep() {
    const now = shown();
    const keys = new Set(now.map((one) => JSON.stringify(one)));
    connections.at(-1)!.push(...now.filter((one) => !before.has(JSON.stringify(one))));
    before = keys;
  }

  async function stay() {
    while (!isClosed) {
      connections.push([]);
      before = new Set();
      await reader.open();
      await delay(AGAIN.least + Math.random() * (AGAIN.most - AGAIN.least));
    }
  }
  const staying = stay();
  return {
    query: where.query,
    shown,
    /** Whether it has been told something since it came last. */
    isBack: () => connections.at(-1)!.length > 0,
    /** How often it has come and was told something. */
    visits: () => connections.filter((all) => all.length > 0).length,
    judge: (history: History) => judgeShown(connections, history, where.query),
    async close() {
      isClosed = true;
      reader.close();
      await staying;
    },
  };
}

export type Board = ReturnType<typeof openBoard>;

/** What was shown that never was, or that was over when something later had been shown over the same connection. */
export function judgeShown(connections: readonly Shown[][], history: History, query = "") {
  const never: string[] = [];
  const backwards: string[] = [];
  for (const all of connections) {
    const reached = new Map<string, number>();
    for (const { id, version, lane } of all) {
      const at = history.find(id, version, lane, reached.get(id) ?? 0);
      if (at >= 0) {
        reached.set(id, at);
        continue;
      }
      const list = history.find(id, version, lane, 0) < 0 ? never : backwards;
      list.push(`${id} as ${version} in ${lane} at /board${query}`);
    }
  }
  return { never, backwards, count: connections.flat().length };
}
