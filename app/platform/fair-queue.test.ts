import { describe, expect, it } from "vitest";
import { fairQueue } from "./fair-queue";

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A queue whose clock stands until it is told to go on, and a list of who got a turn. */
function queueOf(options = { atOnce: 2, heavyAtOnce: 1, heavyFrom: 100 }) {
  const queue = fairQueue(options);
  let now = 0;
  const turns: string[] = [];
  const ends: (() => void)[] = [];
  const ask = (key: string) =>
    void queue
      .turn(key, () => now)
      .then((end) => {
        turns.push(key);
        ends.push(end);
      });
  return {
    queue,
    turns,
    ask: async (...keys: string[]) => {
      keys.forEach(ask);
      await settle();
    },
    /** Ends the turn that has lasted longest, after so many milliseconds. */
    end: async (after: number) => {
      now += after;
      ends.shift()!();
      await settle();
    },
  };
}

describe("turns", () => {
  it("come at once while there is room, and in order among those who asked nothing before", async () => {
    const { ask, end, turns } = queueOf();
    await ask("a", "b", "c", "d");
    expect(turns).toEqual(["a", "b"]);
    await end(1);
    await end(1);
    expect(turns).toEqual(["a", "b", "c", "d"]);
  });

  it("come first to whoever has asked least lately", async () => {
    const { ask, end, turns } = queueOf({ atOnce: 1, heavyAtOnce: 1, heavyFrom: 1e9 });
    await ask("much");
    await end(500);
    await ask("busy", "much", "much", "new");
    expect(turns).toEqual(["much", "busy"]);
    await end(10);
    expect(turns.at(-1)).toBe("new");
    await end(10);
    expect(turns.at(-1)).toBe("much");
  });

  it("leave room for others, however many requests one who asks a lot sends", async () => {
    const { ask, end, turns, queue } = queueOf();
    await ask("much");
    await end(1_000);
    await ask("new");
    await ask(...Array<string>(50).fill("much"));
    expect(turns).toEqual(["much", "new", "much"]);
    await end(10);
    expect(turns).toEqual(["much", "new", "much"]);
    expect(queue.waiting()).toBe(49);
    await ask("newer");
    expect(turns.at(-1)).toBe("newer");
  });

  it("are not kept from somebody by whoever comes under ever new names", async () => {
    const { ask, end, turns } = queueOf({ atOnce: 1, heavyAtOnce: 1, heavyFrom: 1e9 });
    await ask("somebody");
    await end(20);
    await ask("stranger 0", "somebody");
    for (let i = 1; i <= 20; i++) {
      await ask(`stranger ${i}`);
      await end(10);
    }
    expect(turns.slice(0, 6)).toContain("somebody");
    expect(turns.indexOf("somebody", 1)).toBeLessThan(6);
  });

  it("are all theirs where nobody else asks", async () => {
    const { ask, end, turns } = queueOf();
    await ask("much");
    await end(2_000);
    await ask("much", "much", "much");
    expect(turns).toEqual(["much", "much", "much"]);
  });

  it("come to everybody in the end, and what was asked is forgotten", async () => {
    const { ask, end, turns } = queueOf({ atOnce: 1, heavyAtOnce: 1, heavyFrom: 100 });
    await ask("much");
    await end(1_000);
    await ask("much", "much");
    await end(60_000);
    await end(1);
    expect(turns).toEqual(["much", "much", "much"]);
  });
});
