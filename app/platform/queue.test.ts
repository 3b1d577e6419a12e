import { describe, expect, it } from "vitest";
import { Busy, boundedQueue } from "./queue.server";

describe("a queue of heavy work", () => {
  it("does so much at once, lets so many wait, and refuses the rest at once", async () => {
    const queue = boundedQueue({ atOnce: 2, waiting: 3 });
    let running = 0;
    let most = 0;
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await gate;
      running -= 1;
      return "done";
    };
    const first = [queue(work), queue(work)];
    // What is let in begins in a later turn; until then it counts as waiting.
    await Promise.resolve();
    await new Promise(setImmediate);
    const next = [queue(work), queue(work), queue(work)];
    await expect(queue(work)).rejects.toBeInstanceOf(Busy);
    letGo();
    expect(await Promise.all([...first, ...next])).toEqual(Array(5).fill("done"));
    expect(most).toBe(2);
    await expect(queue(async () => "again")).resolves.toBe("again");
  });

  it("goes on after work that failed", async () => {
    const queue = boundedQueue({ atOnce: 1, waiting: 1 });
    await expect(queue(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(queue(async () => 1)).resolves.toBe(1);
  });
});
