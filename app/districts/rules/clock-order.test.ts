import { describe, expect, it } from "vitest";
import clocks from "../../../drizzle/seed/clocks.json";
import { PRIORITIES } from "../types";
import { judgeLimits, LONGEST } from "./clock-order";

const wrong = (triage: number, assign: number, fulfil: number, priority = "critical" as const) =>
  judgeLimits(
    priority,
    { triageMinutes: triage, assignMinutes: assign, fulfilMinutes: fulfil },
    clocks,
  );

describe("time limits", () => {
  it("of a new city are in order", () => {
    for (const one of PRIORITIES) expect(judgeLimits(one, clocks[one], clocks)).toEqual({});
  });

  it("may be as long as those of what is less urgent, and as short as those of what is more urgent", () => {
    expect(wrong(15, 60, 360)).toEqual({});
    expect(judgeLimits("high", clocks.critical, clocks)).toEqual({});
    expect(judgeLimits("high", clocks.normal, { ...clocks })).toEqual({});
  });

  it("are refused where danger to life would wait longer than what is high", () => {
    expect(wrong(16, 60, 360)).toEqual({ triageMinutes: "order" });
    expect(judgeLimits("high", { ...clocks.high, assignMinutes: 14 }, clocks)).toEqual({
      assignMinutes: "order",
    });
    expect(judgeLimits("low", { ...clocks.low, fulfilMinutes: 60 }, clocks)).toEqual({
      fulfilMinutes: "order",
    });
  });

  it("are refused where nobody could mean them", () => {
    expect(wrong(500, 15, 120)).toEqual({ triageMinutes: "most" });
    for (const one of PRIORITIES) {
      const { triageMinutes } = LONGEST[one];
      const beyond = { ...clocks[one], triageMinutes: triageMinutes + 1 };
      expect(judgeLimits(one, beyond, clocks).triageMinutes).toBe("most");
    }
  });
});
