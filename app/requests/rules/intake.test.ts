import { describe, expect, it } from "vitest";
import clocks from "../../../drizzle/seed/clocks.json";
import { decideIntake } from "./intake";

const now = new Date("2026-11-23T16:00:00Z");
const intake = { now, suggested: "normal" as const, vulnerable: [], hours: null, clocks };

describe("a new request's place in the list", () => {
  it("follows the clock of its priority", () => {
    const water = decideIntake(intake);
    expect(water).toMatchObject({ priority: "normal", neededBy: null });
    expect(water.dueAt).toEqual(new Date("2026-11-23T17:00:00Z"));
  });

  it("is raised by a device that needs power, never lowered", () => {
    const raised = (suggested: "low" | "critical") =>
      decideIntake({ ...intake, suggested, vulnerable: ["powered_device"] }).priority;
    expect([raised("low"), raised("critical")]).toEqual(["high", "critical"]);
  });

  it("presses no less than it has to, and is not lowered by that", () => {
    const of = (suggested: "low" | "critical") =>
      decideIntake({ ...intake, suggested, atLeast: "high" }).priority;
    expect([of("low"), of("critical")]).toEqual(["high", "critical"]);
  });

  it("moves up when its deadline comes before its clock, and only then", () => {
    const due = (hours: number) => decideIntake({ ...intake, suggested: "low", hours }).dueAt;
    expect(due(1)).toEqual(new Date("2026-11-23T17:00:00Z"));
    expect(due(100)).toEqual(new Date("2026-11-23T20:00:00Z"));
  });

  it("counts the hours from when they were written, and its clock from now", () => {
    const writtenAt = new Date("2026-11-23T14:00:00Z");
    const late = (hours: number) => decideIntake({ ...intake, hours, writtenAt });
    expect(late(5).neededBy).toEqual(new Date("2026-11-23T19:00:00Z"));
    expect(late(5).dueAt).toEqual(new Date("2026-11-23T17:00:00Z"));
    expect(late(1).dueAt).toEqual(new Date("2026-11-23T15:00:00Z"));
  });
});
