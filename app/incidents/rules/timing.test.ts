import { describe, expect, it } from "vitest";
import { judgeEnd, judgeStart } from "./timing";

const now = new Date("2026-11-23T12:00:00Z");
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

describe("when an incident begins and ends", () => {
  it.each([
    ["an hour ago", -1, null],
    ["now", 0, null],
    ["later", 0.1, "future"],
    ["a year ago", -24 * 365, "long_ago"],
  ])("begins %s", (_, hours, wrong) => {
    expect(judgeStart(at(hours), now)).toBe(wrong);
  });

  it.each([
    ["as it begins", -1, -1, null],
    ["now", -1, 0, null],
    ["later", -1, 1, "future"],
    ["before it begins", -1, -2, "before"],
  ])("ends %s", (_, begins, ends, wrong) => {
    expect(judgeEnd({ startsAt: at(begins), endsAt: at(ends) }, now)).toBe(wrong);
  });
});
