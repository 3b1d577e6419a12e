import { describe, expect, it } from "vitest";
import { type Candidate, type Wanted, whyNot } from "./why-not";

const HOUR = 3_600_000;
const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));
const person: Candidate = {
  standing: "verified",
  skills: ["first_aid", "driving"],
  home: { lat: 49.84, lon: 24.03 },
  radiusKm: 5,
  availability: [],
  freeDuring: null,
  onlyTogether: false,
  underWayUntil: null,
  promised: [],
  already: false,
};
const task: Wanted = {
  window: { from: at(18), to: at(20) },
  skills: ["driving"],
  place: { lat: 49.85, lon: 24.03 },
  alone: true,
  // Monday, eight to ten in the evening.
  stretches: [{ weekday: 1, from: 20 * HOUR, length: 2 * HOUR, at: at(18).getTime() }],
};

describe("why somebody does not fit", () => {
  it("is nothing for somebody near, able and free", () => {
    expect(whyNot(person, task)).toEqual([]);
  });

  it.each([
    [{ standing: "unverified" as const }, "not_verified"],
    [{ standing: "suspended" as const }, "suspended"],
    [{ already: true }, "already"],
    [{ promised: [{ from: at(19), to: at(22) }] }, "overlaps"],
    [{ skills: [] }, "skill"],
    [{ home: { lat: 49.7, lon: 24.03 } }, "too_far"],
    [{ availability: [{ weekday: 2, from: 0, to: 1440 }] }, "unavailable"],
    [{ availability: [{ weekday: 1, from: 0, to: 1260 }] }, "partly_free"],
    [{ promised: [{ from: at(6), to: at(17) }] }, "rest"],
    [{ onlyTogether: true }, "alone"],
    [{ underWayUntil: at(19) }, "under_way"],
    [{ underWayUntil: at(19), promised: [{ from: at(17), to: at(19) }] }, "overlaps"],
  ])("%o: %s", (change, reason) => {
    expect(whyNot({ ...person, ...change }, task)).toEqual([reason]);
  });

  it("is nothing for somebody who is under way and will be back by then", () => {
    expect(whyNot({ ...person, underWayUntil: at(18) }, task)).toEqual([]);
  });

  it("is nothing for somebody who goes only with others, where there are others", () => {
    expect(whyNot({ ...person, onlyTogether: true }, { ...task, alone: false })).toEqual([]);
  });

  it("is nothing for somebody who has said that they are free, whatever their usual hours", () => {
    const usual = { availability: [{ weekday: 2, from: 0, to: 1440 }] };
    const said = { ...person, ...usual, freeDuring: { from: at(17), to: at(20) } };
    expect(whyNot(said, task)).toEqual([]);
    expect(whyNot({ ...said, freeDuring: { from: at(17), to: at(19) } }, task)).toEqual([
      "partly_free",
    ]);
    expect(whyNot({ ...said, promised: [{ from: at(6), to: at(17) }] }, task)).toEqual(["rest"]);
  });

  it("is no overlap where one promise ends as the other begins", () => {
    expect(whyNot({ ...person, promised: [{ from: at(16), to: at(18) }] }, task)).toEqual([]);
  });
});
