import { describe, expect, it } from "vitest";
import clocks from "../../../drizzle/seed/clocks.json";
import { helpForm } from "../form";
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

  it("moves up when its deadline comes before its clock, and only then", () => {
    const due = (hours: number) => decideIntake({ ...intake, suggested: "low", hours }).dueAt;
    expect(due(1)).toEqual(new Date("2026-11-23T17:00:00Z"));
    expect(due(100)).toEqual(new Date("2026-11-23T20:00:00Z"));
  });
});

describe("the form", () => {
  const typed = {
    formKey: "a".repeat(22),
    category: "water",
    details: "вода",
    people: "2",
    hours: "",
  };
  const problems = (form: object) =>
    helpForm.safeParse({ ...typed, ...form }).error?.issues.map((issue) => issue.message) ?? [];

  it("asks for a place and a way to answer", () => {
    expect(problems({})).toEqual(["place", "reach"]);
    expect(problems({ district: "kesklinn", phone: "5550 1234" })).toEqual([]);
  });

  it.each([
    [{ people: "0" }, "people"],
    [{ hours: "soon" }, "hours"],
    [{ phone: "12" }, "phone"],
    [{ email: "kadri" }, "email"],
    [{ details: " " }, "details"],
    [{ category: "" }, "category"],
    [{ address: "x".repeat(301) }, "long"],
  ])("says what is wrong with %o", (form, code) => {
    const fine = { district: "kesklinn", phone: "55501234" };
    expect(problems({ ...fine, ...form })).toContain(code);
  });
});
