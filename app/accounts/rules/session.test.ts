import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasReach, isRecent, isUseWritten, sessionEnd } from "./session";

const at = (hours: number) => new Date(Date.UTC(2026, 10, 25) + hours * 3_600_000);

describe("a session's life", () => {
  it("is 12 idle hours and 7 days at most for coordinators and administrators", () => {
    expect(sessionEnd({ createdAt: at(0), lastSeenAt: at(0) }, true)).toEqual(at(12));
    expect(sessionEnd({ createdAt: at(0), lastSeenAt: at(7 * 24 - 1) }, true)).toEqual(at(7 * 24));
  });

  it("is 30 idle days and 180 days at most for volunteers", () => {
    expect(sessionEnd({ createdAt: at(0), lastSeenAt: at(24) }, false)).toEqual(at(31 * 24));
    const late = { createdAt: at(0), lastSeenAt: at(179 * 24) };
    expect(sessionEnd(late, false)).toEqual(at(180 * 24));
  });

  it("never grows when its person's reach does", () => {
    fc.assert(
      fc.property(fc.nat(400_000), fc.nat(400_000), (age, unused) => {
        const times = { createdAt: at(-age / 60), lastSeenAt: at(-Math.min(unused, age) / 60) };
        const [with_, without] = [sessionEnd(times, true), sessionEnd(times, false)];
        expect(with_.getTime()).toBeLessThanOrEqual(without.getTime());
      }),
    );
  });

  it("is written down every five minutes at most", () => {
    expect(isUseWritten(at(0), at(4.9 / 60))).toBe(false);
    expect(isUseWritten(at(0), at(5 / 60))).toBe(true);
  });
});

describe("a proof of who one is", () => {
  it("lasts ten minutes, for opening a page and for sending it", () => {
    expect(isRecent(at(0), at(9.9 / 60))).toBe(true);
    expect(isRecent(at(0), at(10 / 60))).toBe(false);
  });
});

it("reach is districts or administration", () => {
  expect(hasReach({ districts: [], administrator: false })).toBe(false);
  expect(hasReach({ districts: ["north"], administrator: false })).toBe(true);
  expect(hasReach({ districts: [], administrator: true })).toBe(true);
});
