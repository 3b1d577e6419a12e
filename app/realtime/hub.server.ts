import { setTimeout as delay } from "node:timers/promises";
import type { Db } from "../platform/database.server";
import { describeFault, type Log } from "../platform/log.server";
import type { Locale } from "../platform/types";
import type { Watch } from "../platform/watch.server";
import { closeSilent } from "../requests/commands/open-sheet.server";
import { filterQuery } from "../requests/rules/filter";
import type { DrawLine } from "../requests/views";
import { type Group, makeGroup, type Step, type Stream } from "./group.server";
import { listen } from "./listen.server";
import { readAll, readBatch } from "./queries/read.server";
import { makeRenderer } from "./render.server";
import { inOrder } from "./rules/order";
import type { Held, View } from "./types";

type Options = {
  ownerUrl: string;
  db: Db;
  watch: Watch;
  log: Log;
  zone: () => string;
  draw: DrawLine;
};

/** Milliseconds in which changes are gathered. */
const GATHER = 100;
const SWEEP_EVERY = 10_000;
/** Lines of the record from which on all is read anew rather than what each concerns. */
const MOST_AT_ONCE = 1_000;

/** Who has come and was not told anything yet. */
type Joiner = { view: View; locale: Locale; stream: Stream; since: number };

/**
 * What this process's boards show: every request that stands in a lane, kept as the record says that it changes and told to whom
 * it concerns. It is read anew whenever something may have been missed; while it can't be known, every stream ends.
 */
export function startLive({ ownerUrl, db, watch, log, zone, draw }: Options) {
  const renderer = makeRenderer(zone, () => new Date(), draw);
  const groups = new Map<string, Group>();
  const joiners = new Set<Joiner>();
  let lines: number[] = [];
  let touched = new Set<string>();
  /** Null: not known, and read as soon as somebody looks. */
  let byId: Map<string, Held> | null = null;
  let sorted: Held[] = [];
  let last = 0;
  /** Counts how often all was let go: what was being read then is not kept. */
  let letGo = 0;
  let isListening = false;
  let isStopped = false;
  let isWorking = false;

  const hearing = listen({
    ownerUrl,
    watch,
    log,
    channels: ["event", "request"],
    heard(channel, payload) {
      if (channel === "event") lines.push(Number(payload));
      else touched.add(payload);
      if (groups.size > 0 || joiners.size > 0) void wake();
      else forget();
    },
    listening(now) {
      isListening = now;
      if (!now) endAll();
      // Whatever was read while nothing was heard may be missing what was written meanwhile.
      else forget();
    },
  });

  /** Whose page is silent has closed its sheet: said by whichever process finds it first. */
  const sweeping = setInterval(() => {
    if (groups.size === 0 || !isListening) return;
    void closeSilent(db, new Date()).catch((fault: unknown) =>
      log.warn({ fault: describeFault(fault) }, "silent sheets could not be closed"),
    );
  }, SWEEP_EVERY);

  /** What nobody looks at is not kept up. */
  function forget() {
    letGo += 1;
    byId = null;
    sorted = [];
    lines = [];
    touched = new Set();
  }

  function endAll() {
    const streams = [...groups.values()].flatMap((group) => [...group.streams]);
    for (const { stream } of joiners) streams.push(stream);
    groups.clear();
    joiners.clear();
    forget();
    for (const stream of streams) stream.end();
  }

  const hasWork = () => joiners.size > 0 || lines.length > 0 || touched.size > 0;

  /** Works off what there is; changes are gathered, who has come waits for nothing. */
  async function wake() {
    if (isWorking) return;
    isWorking = true;
    while (hasWork() && !isStopped) {
      if (byId) await delay(GATHER);
      if (!hasWork()) break;
      try {
        await turn();
      } catch (fault) {
        log.warn({ fault: describeFault(fault) }, "the boards could not be told of a change");
        endAll();
      }
    }
    isWorking = false;
  }

  /** One batch: reads what has changed, tells the boards, then greets who has come. */
  async function turn() {
    const [heard, marked, came] = [lines, [...touched], [...joiners]];
    lines = [];
    touched = new Set();
    const steps = await read(heard, marked);
    if (!steps) return;
    const board = { inOrder: sorted, byId: byId!, last };
    for (const group of groups.values()) {
      const message = steps.size > 0 && group.tell(board, steps);
      if (message) for (const stream of group.streams) stream.send(message, last);
    }
    for (const joiner of came) {
      // Some have left while it was read.
      if (!joiners.delete(joiner)) continue;
      const group = groupOf(joiner);
      group.streams.add(joiner.stream);
      joiner.stream.send(group.greet(board, joiner.since), last);
    }
  }

  /** Boards with the same reach, the same address and the same language. */
  const keyOf = ({ view: { reach, filter }, locale }: Pick<Joiner, "view" | "locale">) =>
    JSON.stringify([
      reach.administrator || [...reach.districts].sort(),
      filterQuery(filter),
      locale,
    ]);

  function groupOf(joiner: Joiner): Group {
    const key = keyOf(joiner);
    const known = groups.get(key) ?? makeGroup(joiner.view, joiner.locale, renderer);
    groups.set(key, known);
    return known;
  }

  /** Brings what is kept up to what the database holds now; gives each request that is another than before; null when all was let go. */
  async function read(heard: number[], marked: string[]): Promise<Map<string, Step> | null> {
    const [before, began] = [byId, letGo];
    const newest = heard.reduce((most, id) => Math.max(most, id), last);
    const isMuch = heard.length + marked.length > MOST_AT_ONCE;
    const batch = before && !isMuch ? await readBatch(db, heard, marked, newest) : null;
    if (letGo !== began) return null;
    if (before && batch && !batch.all) {
      last = newest;
      const after = new Map(batch.held.map((held) => [held.line.id, held]));
      const steps = new Map<string, Step>();
      for (const [id, change] of batch.changes) {
        const step = { before: before.get(id), after: after.get(id), change };
        if (step.before?.version === step.after?.version && !isMoved(step)) continue;
        steps.set(id, step);
        if (step.after) before.set(id, step.after);
        else before.delete(id);
      }
      if (steps.size > 0) sorted = [...before.values()].sort(inOrder);
      return steps;
    }
    const all = await readAll(db);
    if (letGo !== began) return null;
    last = Math.max(newest, all.last);
    const steps = new Map<string, Step>();
    byId = new Map(all.held.map((held) => [held.line.id, held]));
    sorted = all.held.sort(inOrder);
    for (const [id, after] of byId) {
      const was = before?.get(id);
      const step = { before: was, after, change: batch?.changes.get(id) ?? null };
      if (was?.version !== after.version || isMoved(step)) steps.set(id, step);
      else after.changedAt = was.changedAt;
    }
    for (const [id, was] of before ?? [])
      if (!byId.has(id)) steps.set(id, { before: was, after: undefined, change: null });
    return steps;
  }

  return {
    /** Whether boards can be told of changes now. */
    isListening: () => isListening && !isStopped,
    count: () => [...groups.values()].reduce((sum, { streams }) => sum + streams.size, 0),
    clock: renderer.clock,
    /** `since`: the last line of the record that the board knows of. Gives what ends it, without a word. */
    join(joiner: Joiner): () => void {
      joiners.add(joiner);
      void wake();
      return () => {
        joiners.delete(joiner);
        const key = keyOf(joiner);
        const group = groups.get(key);
        group?.streams.delete(joiner.stream);
        if (group?.streams.size === 0) groups.delete(key);
      };
    },
    async stop() {
      isStopped = true;
      clearInterval(sweeping);
      endAll();
      await hearing.stop();
    },
  };
}

/** Whether other boards show it, or in another place, though its line says the same. */
function isMoved({ before, after }: Step): boolean {
  return (
    before?.districtId !== after?.districtId ||
    before?.categoryCode !== after?.categoryCode ||
    before?.incidentId !== after?.incidentId ||
    before?.due !== after?.due ||
    before?.created !== after?.created
  );
}

export type Live = ReturnType<typeof startLive>;
