import { describe, expect, it } from "vitest";
import { readingPace } from "./reading-pace";

const NOON = new Date("2026-11-27T12:00:00Z");
/** The latest first. */
const secondsAgo = (...seconds: number[]) => seconds.map((ago) => new Date(+NOON - ago * 1_000));

describe("how fast somebody reads", () => {
  it("is the mean of what lies between one and the next", () => {
    expect(readingPace(secondsAgo(2, 8, 20), 111, NOON)).toEqual({
      read: 3,
      all: 114,
      each: 9_000,
      left: 999_000,
    });
  });

  it("is not told of fewer than three", () => {
    expect(readingPace([], 5, NOON)).toBe(null);
    expect(readingPace(secondsAgo(1, 2), 5, NOON)).toBe(null);
  });

  it("begins anew after a pause of more than ten minutes", () => {
    expect(readingPace(secondsAgo(10, 20, 30, 631, 640, 650), 1, NOON)?.read).toBe(3);
    expect(readingPace(secondsAgo(10, 20, 30, 630, 640, 650), 1, NOON)?.read).toBe(6);
    expect(readingPace(secondsAgo(601, 602, 603), 1, NOON)).toBe(null);
  });

  it("takes no time to the end where nothing is left", () => {
    expect(readingPace(secondsAgo(2, 8, 20), 0, NOON)).toMatchObject({ all: 3, left: 0 });
  });
});
