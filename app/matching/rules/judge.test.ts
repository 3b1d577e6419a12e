import { describe, expect, it } from "vitest";
import { barsOf, inOrder, judge, pressingOf } from "./judge";
import type { Helper, Needed } from "./problem";

const now = new Date("2026-11-26T02:00:00Z");
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const person: Helper = {
  id: "one",
  standing: "verified",
  skills: [],
  home: { lat: 49.84, lon: 24.03 },
  radiusKm: 30,
  availability: [],
  freeDuring: null,
  onlyTogether: false,
  underWayUntil: null,
  seats: null,
  loadKg: null,
  promised: [],
  asked: [],
  vehicle: "car",
  languages: ["uk"],
};
const need: Needed = {
  window: { from: at(0), to: at(2) },
  skills: [],
  place: { lat: 49.845, lon: 24.03 },
  stretches: [],
  alone: true,
  priority: "normal",
  neededBy: null,
  language: "uk",
  past: {},
  fetches: false,
  kilograms: null,
  riders: null,
};

describe("somebody for a job", () => {
  it.each([
    ["near", {}, {}],
    ["language", {}, {}],
    ["rested", {}, {}],
    ["said_free", { freeDuring: { from: at(0), to: at(2) } }, {}],
    ["skill", { skills: ["care" as const] }, { skills: ["care" as const] }],
    ["vehicle", {}, { fetches: true }],
    ["vehicle", {}, { riders: 2 }],
    ["room", { loadKg: 300 }, { kilograms: 300 }],
    ["room", { seats: 4, loadKg: 300 }, { kilograms: 20, riders: 4 }],
  ] as const)("is the better for %s", (pro, who, what) => {
    expect(judge({ ...person, ...who }, { ...need, ...what }, now).pros).toContain(pro);
  });

  it.each([
    ["asked", { asked: [{ from: at(1), to: at(3) }] }, {}],
    ["declined", {}, { past: { one: "declined" as const } }],
    ["silent", {}, { past: { one: "silent" as const } }],
    ["late", { vehicle: "none" as const, home: { lat: 49.9, lon: 24.03 } }, { neededBy: at(1) }],
    ["far", { home: { lat: 49.95, lon: 24.03 } }, {}],
    ["unknown_place", { home: null }, {}],
    ["no_vehicle", { vehicle: "bicycle" as const }, { fetches: true }],
    ["no_vehicle", { vehicle: "none" as const }, { riders: 1 }],
    ["small_vehicle", { loadKg: 300 }, { kilograms: 301 }],
    ["small_vehicle", { seats: 3, loadKg: 900 }, { kilograms: 20, riders: 4 }],
    ["language", { languages: ["et"] }, {}],
    [
      "busy",
      { promised: [at(-6), at(4)].map((from) => ({ from, to: new Date(+from + 3_600_000) })) },
      {},
    ],
  ])("costs more for %s, and it is said", (con, who, what) => {
    const worse = judge({ ...person, ...who }, { ...need, ...what }, now);
    expect(worse.cons).toContain(con);
    expect(inOrder(judge(person, need, now), worse)).toBeLessThan(0);
  });

  it("of whose vehicle nothing is said, or who has none, is neither praised nor blamed for its room", () => {
    const of = (who: Partial<Helper>) => {
      const { pros, cons } = judge(
        { ...person, ...who },
        { ...need, kilograms: 900, riders: 9 },
        now,
      );
      return [...pros, ...cons].filter((one) => one === "room" || one === "small_vehicle");
    };
    expect(of({})).toEqual([]);
    expect(of({ vehicle: "bicycle", seats: 1, loadKg: 10 })).toEqual([]);
  });

  it("is not planned after a no, or while asked for the same time; silence is no bar", () => {
    const barred = (who: Partial<Helper>, what: Partial<Needed>) =>
      barsOf(judge({ ...person, ...who }, { ...need, ...what }, now));
    expect(barred({}, { past: { one: "declined" } })).toEqual(["declined"]);
    expect(barred({ asked: [need.window] }, {})).toEqual(["asked"]);
    expect(barred({ asked: [{ from: at(2), to: at(4) }] }, {})).toEqual([]);
    expect(barred({}, { past: { one: "silent" } })).toEqual([]);
  });

  it("who has said that they are free for all of it comes before a neighbour who has not", () => {
    const until = (hours: number) =>
      judge({ ...person, freeDuring: { from: at(-1), to: at(hours) } }, need, now);
    expect(inOrder(until(2), judge(person, need, now))).toBeLessThan(0);
    expect(inOrder(until(1.9), judge(person, need, now))).toBe(0);
    expect(until(2).cost).toBeGreaterThanOrEqual(0);
  });

  it("with nothing against them comes before anybody with something, however near", () => {
    const near = judge({ ...person, standing: "unverified" }, need, now);
    const far = judge({ ...person, home: { lat: 50.05, lon: 24.03 } }, need, now);
    expect(inOrder(far, near)).toBeLessThan(0);
  });
});

describe("a deadline", () => {
  it.each([
    [at(1), "critical"],
    [at(-1), "critical"],
    [at(5), "low"],
    [null, "low"],
  ] as const)("at %s presses as %s", (neededBy, priority) => {
    expect(pressingOf({ priority: "low", neededBy }, now)).toBe(priority);
  });
});
