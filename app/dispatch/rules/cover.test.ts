import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UNCOVERED } from "../../requests/states";
import { ACCEPTED_STATES, ASSIGNMENT_STATES, LIVE_TASK_STATES } from "../states";
import { type CoverPart, coverOf } from "./cover";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 16) + minutes * 60_000);
const part = (state: CoverPart["state"], taskState: CoverPart["taskState"] = "open") => ({
  state,
  taskState,
  answerBy: state && at(15),
});

describe("who is coming", () => {
  it.each([
    [[], "nobody_asked"],
    [[part(null)], "nobody_asked"],
    [[part("released")], "nobody_asked"],
    [[part("offered"), part("declined")], "asked"],
    [[part("expired"), part("declined")], "unanswered"],
    [[part("withdrawn")], "unanswered"],
    [[part("accepted"), part("offered")], "accepted"],
    [[part("accepted"), part("en_route")], "on_the_way"],
    [[part("en_route", "under_way"), part("on_site", "under_way")], "there"],
    [[part("done", "done")], "done"],
    [[part("done", "under_way"), part("accepted", "under_way")], "there"],
    [[part("done", "done"), part("en_route", "under_way")], "on_the_way"],
  ] as const)("of %j is %s", (parts, cover) => {
    expect(coverOf(parts).cover).toBe(cover);
  });

  it("may be waited for until the last offer ends", () => {
    const offers = [part("offered"), { ...part("offered"), answerBy: at(40) }];
    expect(coverOf(offers)).toEqual({ cover: "asked", askedUntil: at(40) });
    expect(coverOf([...offers, part("accepted")]).askedUntil).toBeNull();
  });

  it("is never said of a request that nobody has said yes to", () => {
    const parts = fc.array(
      fc.record({
        taskState: fc.constantFrom(...LIVE_TASK_STATES),
        state: fc.option(fc.constantFrom(...ASSIGNMENT_STATES)),
        answerBy: fc.constant(at(15)),
      }),
    );
    fc.assert(
      fc.property(parts, (all) => {
        const yes = all.some(
          ({ state, taskState }) =>
            taskState === "done" || state === "done" || (state && ACCEPTED_STATES.includes(state)),
        );
        expect(UNCOVERED.includes(coverOf(all).cover)).toBe(!yes);
      }),
    );
  });
});
