import { describe, expect, it } from "vitest";
import { isInEarnest } from "./reserve";

describe("a reservation", () => {
  it.each([
    [1, true, 5, true],
    [0.01, true, 5, false],
    [1.5, true, 5, false],
    [19.5, false, 40, true],
    [0.01, false, 40, false],
    [0.4, false, 0.4, true],
    [0.3, false, 0.4, false],
  ])("of %s (comes back: %s) with %s free is in earnest: %s", (quantity, durable, free, fits) => {
    expect(isInEarnest(quantity, durable, free)).toBe(fits);
  });
});
