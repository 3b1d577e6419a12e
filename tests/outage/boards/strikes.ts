import { setTimeout as delay } from "node:timers/promises";
import type { Forwarder } from "../../http/forwarder";
import type { Kept } from "../kills/programs";
import type { Random } from "../kills/random";
import type { Server } from "../kills/server";

type Parts = {
  programs: readonly Kept[];
  /** The way of the boards to each of them. */
  ways: readonly Forwarder[];
  server: Server;
  random: Random;
};

/** Milliseconds. */
const SILENT = { least: 500, most: 3_000 };

/** What is done to boards, by name, in the order in which each is done once. */
export function makeStrikes({ programs, ways, server, random }: Parts) {
  const moment = () => delay(random.whole(SILENT.least, SILENT.most));
  const strikes: Record<string, () => Promise<unknown>> = {
    "a process killed": () => random.pick(programs).kill(),
    "PostgreSQL killed, its first process": () => server.kill(),
    "connections silent": async () => {
      const way = random.pick(ways);
      way.hush(true);
      await moment();
      // What was said meanwhile comes late, or never.
      if (random.chance(0.5)) way.cut();
      way.hush(false);
    },
    "PostgreSQL killed, one that works for the program": () => server.killBackend(random),
    "both processes killed": () => Promise.all(programs.map((program) => program.kill())),
    "connections cut": async () => random.pick(ways).cut(),
    "connections refused": async () => {
      const way = random.pick(ways);
      await way.refuse();
      await moment();
      await way.accept();
    },
  };
  const names = Object.keys(strikes);
  const counts = new Map<string, number>();
  let turn = 0;
  return {
    counts,
    async next() {
      const name = names[turn] ?? random.pick(names);
      turn += 1;
      await strikes[name]!();
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
  };
}
