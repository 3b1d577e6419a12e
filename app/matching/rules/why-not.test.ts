import { describe, expect, it } from "vitest";
import { type Candidate, type Wanted, whyNot } from "./why-not";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));
const person: Candidate = {
  standing: "verified",
  skills: ["first_aid", "driving"],
  home: { lat: 49.84, lon: 24.03 },
  radiusKm: 5,
  availability: [],
  promised: [],
  already: false,
};
const task: Wanted = {
  window: { from: at(18), to: at(20) },
  skills: ["driving"],
  place: { lat: 49.85, lon: 24.03 },
  begins: { weekday: 1, minute: 1200 },
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
    [{ promised: [{ from: at(6), to: at(17) }] }, "rest"],
  ])("%o: %s", (change, reason) => {
    expect(whyNot({ ...person, ...change }, task)).toEqual([reason]);
  });

  it("is no overlap where one promise ends as the other begins", () => {
    expect(whyNot({ ...person, promised: [{ from: at(16), to: at(18) }] }, task)).toEqual([]);
  });
});
