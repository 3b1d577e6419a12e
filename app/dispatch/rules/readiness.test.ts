import { describe, expect, it } from "vitest";
import type { AssignmentState } from "../types";
import { isStale, readinessOf } from "./readiness";

const NOW = new Date("2026-11-26T03:00:00Z");
const at = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const span = (from: number, to: number, kind: "task" | "shift" = "task") => ({
  from: at(from),
  to: at(to),
  kind,
});
/** Thursday, five in the morning in Kyiv. */
const MOMENT = { weekday: 4, minute: 300 };

describe("what a volunteer is doing", () => {
  const idle = { state: null, promised: [], availability: [], freeDuring: null };
  const of = (some: Partial<Parameters<typeof readinessOf>[0]>) =>
    readinessOf({ ...idle, ...some }, NOW, MOMENT);

  it("is told by their part in a task, whatever else they have promised", () => {
    const promised = [span(-1, 1, "shift")];
    const told: [AssignmentState, string][] = [
      ["offered", "asked"],
      ["accepted", "coming"],
      ["en_route", "coming"],
      ["on_site", "there"],
    ];
    for (const [state, readiness] of told) expect(of({ state, promised })).toBe(readiness);
  });

  it("is a shift while it lasts, and nobody's business on somebody else's task", () => {
    expect(of({ promised: [span(-1, 1, "shift")] })).toBe("shift");
    expect(of({ promised: [span(-1, 1)] })).toBeNull();
    expect(of({ promised: [span(-2, 0, "shift")] })).toBe("free");
    expect(of({ promised: [span(0, 1, "shift")] })).toBe("shift");
  });

  it("is resting after eleven hours of a day, and free after five", () => {
    expect(of({ promised: [span(-12, -1)] })).toBe("resting");
    expect(of({ promised: [span(-6, -1)] })).toBe("free");
  });

  it("is free in the hours that they named, and at any where they named none", () => {
    expect(of({})).toBe("free");
    expect(of({ availability: [{ weekday: 4, from: 240, to: 360 }] })).toBe("free");
    expect(of({ availability: [{ weekday: 4, from: 360, to: 720 }] })).toBeNull();
    expect(of({ availability: [{ weekday: 3, from: 0, to: 1440 }] })).toBeNull();
  });

  it("is free when they have said so, and no longer than that; what they have promised counts before it", () => {
    const availability = [{ weekday: 3, from: 0, to: 1440 }];
    const said = { availability, freeDuring: { from: at(-1), to: at(1) } };
    expect(of(said)).toBe("free");
    expect(of({ availability, freeDuring: { from: at(-2), to: at(0) } })).toBeNull();
    expect(of({ ...said, promised: [span(-1, 1, "shift")] })).toBe("shift");
    expect(of({ ...said, promised: [span(-12, -1)] })).toBe("resting");
  });
});

describe("a step that is stale", () => {
  const stale = (state: AssignmentState, minutes: number, more = {}) =>
    isStale(
      {
        state,
        since: at(-minutes / 60),
        signAt: null,
        arrivesAt: null,
        answerBy: at(1),
        kilometres: null,
        vehicle: "none",
        ...more,
      },
      NOW,
    );

  it("is an offer whose time to answer is over", () => {
    expect(stale("offered", 300)).toBe(false);
    expect(stale("offered", 5, { answerBy: NOW })).toBe(true);
  });

  it("is a way that takes more than twice as long and a quarter of an hour", () => {
    expect(stale("en_route", 44, { kilometres: 1 })).toBe(false);
    expect(stale("en_route", 46, { kilometres: 1 })).toBe(true);
    expect(stale("en_route", 46, { kilometres: 10, vehicle: "car" })).toBe(false);
    expect(stale("en_route", 80, { kilometres: 10, vehicle: "car" })).toBe(true);
    expect(stale("en_route", 54)).toBe(false);
    expect(stale("en_route", 56)).toBe(true);
  });

  it("is a yes without setting out, and two hours at a door", () => {
    expect(stale("accepted", 29)).toBe(false);
    expect(stale("accepted", 31)).toBe(true);
    expect(stale("on_site", 119)).toBe(false);
    expect(stale("on_site", 121)).toBe(true);
  });

  it("ends with a sign of life, and begins a quarter of an hour after the time that they have said", () => {
    expect(stale("en_route", 300, { signAt: at(-54 / 60) })).toBe(false);
    expect(stale("en_route", 300, { signAt: at(-56 / 60) })).toBe(true);
    expect(stale("accepted", 300, { signAt: at(-29 / 60) })).toBe(false);
    const said = (minutes: number) => ({ signAt: at(-1), arrivesAt: at(-minutes / 60) });
    expect(stale("accepted", 300, said(14))).toBe(false);
    expect(stale("en_route", 300, said(16))).toBe(true);
  });

  it("is nothing that is over", () => {
    for (const state of ["done", "declined", "expired", "released", "withdrawn"] as const)
      expect(stale(state, 900)).toBe(false);
  });
});
