import { describe, expect, it } from "vitest";
import { usualVerification, VERIFIED_LATELY } from "./verification";

const HOUR = 3_600_000;

describe("how soon volunteers are verified", () => {
  it("is within how long half of them were, up to the next hour, whatever their order", () => {
    const waited = [50, 1, 30, 2.2, 3, 2.1, 1, 400, 40, 60].map((hours) => hours * HOUR);
    expect(usualVerification(waited)).toEqual({ count: 10, half: 3 * HOUR });
    expect(usualVerification(waited.map(() => 0))).toEqual({ count: 10, half: HOUR });
  });

  it("is not said of a few", () => {
    const few = Array.from({ length: VERIFIED_LATELY.least - 1 }, () => HOUR);
    expect(usualVerification(few)).toBeNull();
    expect(usualVerification([])).toBeNull();
  });
});
