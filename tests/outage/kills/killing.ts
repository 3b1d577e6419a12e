import { setTimeout as delay } from "node:timers/promises";
import { poll } from "./poll";
import type { Kept } from "./programs";
import type { Random } from "./random";
import type { Server } from "./server";
import type { Tally } from "./tally";

/** What is killed, and how often against the others. */
const TARGETS = [
  { target: "a process of the program", weight: 60 },
  { target: "both processes of the program", weight: 8 },
  { target: "PostgreSQL, its first process", weight: 20 },
  { target: "PostgreSQL, one that works for the program", weight: 12 },
] as const;
export type Target = (typeof TARGETS)[number]["target"];

/** So many changes are acknowledged before anything is killed: most forms are about what others have made. A short round makes do with fewer. */
const BEFORE_THE_FIRST = { least: 60, most: 200 };
const SHORT_ROUND = 20;
/** So many changes are acknowledged between two kills. */
const CHANGES = { least: 1, most: 30 };
/** Milliseconds after these, so that it happens in the middle of whatever is under way. */
const LATEST = 150;
/** Milliseconds in which something has to be acknowledged again, on a machine that is busy. */
const WORKS_WITHIN = 180_000;

type Parts = { programs: readonly Kept[]; server: Server; random: Random; tally: Tally };

/** Kills, and remembers how long it took until the program acknowledged something again. */
export function makeKiller({ programs, server, random, tally }: Parts) {
  /** By target, the milliseconds until something was acknowledged again. */
  const waits = new Map<Target, number[]>();
  /** The moments (of `performance`) from which on something was killed. */
  const kills: { target: Target; at: number }[] = [];

  async function strike(target: Target): Promise<boolean> {
    if (target === "a process of the program") await random.pick(programs).kill();
    else if (target === "both processes of the program")
      await Promise.all(programs.map((program) => program.kill()));
    else if (target === "PostgreSQL, its first process") await server.kill();
    else return server.killBackend(random);
    return true;
  }

  return {
    waits,
    kills,
    /** Waits until so much has been acknowledged that there is something of everything. */
    warmUp(kills: number) {
      const enough = BEFORE_THE_FIRST[kills > SHORT_ROUND ? "most" : "least"];
      return poll("the program works", WORKS_WITHIN, () => tally.acknowledged() >= enough);
    },
    /** Waits until the program is at work, kills at a random moment, and counts it if there was anything to kill. */
    async killOne(): Promise<boolean> {
      const enough = tally.acknowledged() + random.whole(CHANGES.least, CHANGES.most);
      await poll("the program works", WORKS_WITHIN, () => tally.acknowledged() >= enough);
      await delay(random.next() * LATEST);
      const { target } = random.weighed(TARGETS);
      const began = performance.now();
      const before = tally.acknowledged();
      const killed = await strike(target);
      if (!killed) return false;
      kills.push({ target, at: began });
      await poll(
        "something is acknowledged after a kill",
        WORKS_WITHIN,
        () => tally.acknowledged() > before,
      );
      waits.set(target, [...(waits.get(target) ?? []), performance.now() - began]);
      return true;
    },
  };
}

export type Killer = ReturnType<typeof makeKiller>;
