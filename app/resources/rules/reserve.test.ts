import { describe, expect, it } from "vitest";
import { isInEarnest, mayBeMissed, missesTask } from "./reserve";

describe("a reservation", () => {
  it.each([
    [1, true, 5, true],
    [0.01, true, 5, false],
    [1.5, true, 5, false],
    [19.5, false, 40, true],
    [0.01, false, 40, false],
    [0.4, false, 0.4, true],
    [0.3, false, 0.4, false],
  ])("of %s (comes back: %s) with %s free is in earnest: %s", (quantity, durable, free, fits) => {
    expect(isInEarnest(quantity, durable, free)).toBe(fits);
  });
});

describe("what is reserved for a task that was moved", () => {
  const at = (hour: number, second = 0) => new Date(Date.UTC(2026, 10, 27, hour, 0, second));
  const held = {
    state: "held" as const,
    durable: true,
    window: { from: at(10), to: at(12) },
    fetchBy: at(12),
  };
  const out = { ...held, state: "handed_over" as const };
  const water = { ...held, durable: false };
  it.each([
    ["stays where it was", held, [10, 12], false],
    ["ends later", held, [10, 13], true],
    ["ends later, with what is out already", out, [10, 13], true],
    ["ends later, with what is used up", water, [10, 13], false],
    ["begins when it is free again", water, [12, 14], true],
    [
      "begins later, with what is out and is used up",
      { ...water, state: "handed_over" },
      [14, 16],
      false,
    ],
    ["begins earlier", held, [9, 12], true],
    ["is shorter", held, [11, 12], false],
    ["ends later, with what was brought back", { ...held, state: "returned" }, [10, 13], false],
  ] as const)("%s", (_, reserved, [from, to], misses) => {
    expect(missesTask(reserved, { from: at(from), to: at(to) }, at(9))).toBe(misses);
  });

  it("may be collected already where its time has begun", () => {
    expect(missesTask(held, { from: at(9), to: at(12) }, at(11))).toBe(false);
  });

  it("seconds are no matter", () => {
    expect(missesTask(held, { from: at(10), to: at(12, 40) }, at(9))).toBe(false);
  });
});

describe("what its owner may say is not back", () => {
  const now = new Date("2026-11-27T12:00:00Z");
  const hoursAgo = (hours: number) => new Date(+now - hours * 3_600_000);
  const lent = {
    state: "handed_over" as const,
    durable: true,
    window: { from: hoursAgo(9), to: hoursAgo(1) },
    stateAt: hoursAgo(9),
  };
  const back = { ...lent, state: "returned" as const };
  it.each([
    ["is due", lent, true],
    ["is due at this moment", { ...lent, window: { from: hoursAgo(9), to: now } }, true],
    ["is not due yet", { ...lent, window: { from: hoursAgo(9), to: hoursAgo(-1) } }, false],
    [
      "is said to be back, even before it was due",
      { ...back, window: { from: hoursAgo(9), to: hoursAgo(-1) } },
      true,
    ],
    ["was said to be back a month ago", { ...back, stateAt: hoursAgo(31 * 24) }, false],
    ["was never collected", { ...lent, state: "held" as const }, false],
    ["is used up", { ...lent, durable: false }, false],
  ])("what %s", (_what, thing, may) => expect(mayBeMissed(thing, now)).toBe(may));
});
