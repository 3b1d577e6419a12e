import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REQUEST_STATES, requestMayBecome, requestTransitions } from "./states";
import type { RequestState } from "./types";

describe("a help request", () => {
  it("goes the whole way", () => {
    const way: RequestState[] = ["submitted", "triaged", "in_progress", "fulfilled", "closed"];
    for (let step = 1; step < way.length; step++)
      expect(requestMayBecome(way[step - 1]!, way[step]!)).toBe(true);
  });

  it("is in progress only after somebody has looked at it", () => {
    const before = REQUEST_STATES.filter((from) => requestMayBecome(from, "in_progress"));
    expect(before).toEqual(["triaged"]);
  });

  it("comes back from every end", () => {
    for (const ended of ["closed", "declined", "cancelled", "duplicate"] as const)
      expect(requestTransitions[ended]).toEqual(["triaged"]);
  });

  it("never stands still and never becomes new again, whatever way it takes", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(7), { maxLength: 40 }), (choices) => {
        let state: RequestState = "submitted";
        for (const choice of choices) {
          const next: readonly RequestState[] = requestTransitions[state];
          const following: RequestState = next[choice % next.length]!;
          if (following === state || following === "submitted") return false;
          state = following;
        }
        return true;
      }),
    );
  });
});
