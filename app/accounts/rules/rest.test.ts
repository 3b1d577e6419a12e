import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lacksRest } from "./rest";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));
const span = (from: number, to: number) => ({ from: at(from), to: at(to) });

describe("rest", () => {
  it.each([
    ["nothing else", span(8, 16), [], false],
    ["back to back within twelve hours", span(8, 12), [span(12, 20)], false],
    ["a thirteenth hour", span(8, 12), [span(12, 21)], true],
    ["the night before", span(8, 14), [span(-6, 2)], true],
    ["the night after", span(8, 14), [span(20, 28)], true],
    ["a day between", span(8, 20), [span(-40, -28), span(44, 56)], false],
    ["a watch of its own length", span(0, 24), [], false],
    ["a week of ten-hour days", span(96, 104), [0, 24, 48, 72].map((h) => span(h, h + 11)), true],
    ["a week of eight-hour days", span(96, 104), [0, 24, 48, 72].map((h) => span(h, h + 8)), false],
  ])("after %s", (_, window, promised, lacks) => {
    expect(lacksRest(window, promised)).toBe(lacks);
  });

  it("is never more after one more promise", () => {
    const hours = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 10 });
    fc.assert(
      fc.property(hours, fc.integer({ min: 1, max: 8 }), (days, long) => {
        const promised = [...new Set(days)].map((day) => span(day * 10, day * 10 + long));
        const own = span(105, 105 + long);
        if (lacksRest(own, promised.slice(1))) expect(lacksRest(own, promised)).toBe(true);
      }),
    );
  });
});
