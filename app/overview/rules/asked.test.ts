import { describe, expect, it } from "vitest";
import { readAsked } from "./asked";

const zone = "Europe/Kyiv";
const now = new Date("2026-11-23T12:00:00Z");
const read = (query: string) => readAsked(new URLSearchParams(query), now, zone);

describe("what an address asks of the numbers", () => {
  it("is the last day where nothing is asked", () => {
    expect(read("")).toEqual({
      from: new Date("2026-11-22T12:00:00Z"),
      to: now,
      district: "",
      incident: "",
      step: "hour",
      cut: false,
    });
  });

  it("is a night by the city's clock", () => {
    const { from, to } = read("from=2026-11-22T18:00&to=2026-11-23T08:00");
    expect([from, to]).toEqual([
      new Date("2026-11-22T16:00:00Z"),
      new Date("2026-11-23T06:00:00Z"),
    ]);
  });

  it("takes days, whole ones", () => {
    const { from, to, step } = read("from=2026-11-01&to=2026-11-23");
    expect([from, to, step]).toEqual([
      new Date("2026-10-31T22:00:00Z"),
      new Date("2026-11-23T22:00:00Z"),
      "day",
    ]);
  });

  it.each([
    ["a time that ends before it begins", "from=2026-11-23T10:00&to=2026-11-22T10:00"],
    ["a century", "from=2000-01-01"],
  ])("says so where %s is not what is shown", (_, query) => {
    const { from, to, cut } = read(query);
    expect(cut).toBe(true);
    expect(from < to).toBe(true);
    expect(+to - +from).toBeLessThanOrEqual(62 * 86_400_000);
  });

  it("takes words that are no time for none", () => {
    expect(read("from=yesterday&to=%00")).toEqual(read(""));
  });
});
