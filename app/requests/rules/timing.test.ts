import { describe, expect, it } from "vitest";
import { judgeNeeded } from "./timing";

describe("when help is needed", () => {
  const now = new Date("2026-11-23T16:00:30Z");
  const at = (text: string) => new Date(text);

  it.each([
    ["2026-11-23T16:00:00Z", null],
    ["2026-11-23T20:00:00Z", null],
    ["2027-02-20T16:00:00Z", null],
    ["2026-11-23T15:59:00Z", "past"],
    ["2020-01-01T00:00:00Z", "past"],
    ["2027-02-22T16:00:00Z", "distant"],
    ["2099-12-31T00:00:00Z", "distant"],
  ])("%s: %s", (needed, wrong) => {
    expect(judgeNeeded(at(needed), null, now)).toBe(wrong);
  });

  it("may have passed since it was set, and may be nothing", () => {
    expect(judgeNeeded(at("2026-11-20T10:30:00Z"), at("2026-11-20T10:30:47Z"), now)).toBeNull();
    expect(judgeNeeded(null, at("2026-11-20T10:30:47Z"), now)).toBeNull();
  });
});
