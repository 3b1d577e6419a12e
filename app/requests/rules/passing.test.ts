import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { saysSoUntil } from "./passing";

const MINUTE = 60_000;
const at = (minutes: number, ms = 0) =>
  new Date(Date.UTC(2026, 10, 23, 16) + minutes * MINUTE + ms);
const line = {
  state: "triaged" as const,
  cover: "nobody_asked" as const,
  createdAt: at(-30),
  triagedAt: at(-20),
  dueAt: at(60, 20_000),
  neededBy: null,
  askedUntil: null,
};
const since = (moment: Date) => [
  {
    name: "Taras",
    state: "accepted",
    since: moment,
    staleFrom: null,
    silentSince: null,
    comingAskedAt: null,
    comingSaidAt: null,
    arrivesAt: null,
  },
];

describe("how long a line says the same", () => {
  it("ends with the minute that is left, that somebody is on the way, that an answer is waited for, and with the clock's", () => {
    expect(saysSoUntil(line, [], at(0))).toBe(at(0, 1).getTime());
    expect(saysSoUntil(line, [], at(0, 1))).toBe(at(0, 20_001).getTime());
    expect(saysSoUntil({ ...line, dueAt: at(60) }, [], at(0, 1))).toBe(at(1, 1).getTime());
    expect(saysSoUntil(line, since(at(-3, 7_000)), at(0, 1))).toBe(at(0, 7_001).getTime());
    expect(saysSoUntil({ ...line, askedUntil: at(9, 4_000) }, [], at(0, 1))).toBe(
      at(0, 4_001).getTime(),
    );
  });

  it("ends when three quarters of its time are over", () => {
    // From 15:40:00 to 17:00:20: three quarters are over at 16:40:15.
    expect(saysSoUntil(line, [], at(40, 1))).toBe(at(40, 15_001).getTime());
  });

  it("ends when it is high time for a word of who comes", () => {
    const coming = [{ ...since(at(-3))[0]!, staleFrom: at(0, 3_000) }];
    expect(saysSoUntil(line, coming, at(0, 1))).toBe(at(0, 3_001).getTime());
  });

  it("of what has ended lasts for a minute of the clock, with which another day may begin", () => {
    const ended = { ...line, state: "closed" as const, dueAt: at(-60) };
    expect(saysSoUntil(ended, [], at(0, 1))).toBe(at(1, 1).getTime());
  });

  it("is never over already, and never longer than a minute", () => {
    const moment = fc.integer({ min: -1e8, max: 1e8 }).map((ms) => at(0, ms));
    fc.assert(
      fc.property(moment, moment, moment, (dueAt, from, now) => {
        const until = saysSoUntil({ ...line, dueAt }, since(from), now);
        expect(until).toBeGreaterThan(now.getTime());
        expect(until).toBeLessThanOrEqual(now.getTime() + MINUTE);
      }),
    );
  });
});
