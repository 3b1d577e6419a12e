import { describe, expect, it } from "vitest";
import { boundsOf, projectionOf, roomAround } from "../../districts/rules/projection";
import { numbersInWords, rowsOf, scaleBar, squareOf, symbolsOf } from "./paper-map";

const HERE = { lat: 49.8, lon: 24 };
/** So many metres north and east of it. */
const by = (north: number, east: number) => ({
  lat: HERE.lat + north / 111_195,
  lon: HERE.lon + east / (111_195 * Math.cos((HERE.lat * Math.PI) / 180)),
});
const map = (points: readonly { lat: number; lon: number }[]) =>
  projectionOf(roomAround(boundsOf(points), 1_600), 640);

describe("a map on paper", () => {
  it("holds all points with room around them, no higher than wide, at one scale both ways", () => {
    const points = [by(0, 0), by(3_000, 400), by(-1_000, 900)];
    const projection = map(points);
    expect(projection.height).toBeLessThanOrEqual(640.01);
    for (const point of points) {
      const { x, y } = projection.at(point);
      expect(x).toBeGreaterThan(20);
      expect(x).toBeLessThan(620);
      expect(y).toBeGreaterThan(20);
      expect(y).toBeLessThan(projection.height - 20);
    }
    const [a, b, c] = [by(0, 0), by(0, 500), by(500, 0)].map(projection.at);
    expect(b!.x - a!.x).toBeCloseTo(500 * projection.perMetre, 0);
    expect(a!.y - c!.y).toBeCloseTo(500 * projection.perMetre, 0);
  });

  it("is as large as a walk around a single point", () => {
    const projection = map([HERE]);
    expect(projection.width / projection.perMetre).toBeCloseTo(1_600, 0);
    const { x, y } = projection.at(HERE);
    expect([Math.round(x), Math.round(y)]).toEqual([320, 320]);
    expect(scaleBar(projection)).toBe(200);
    expect(rowsOf(projection)).toBe(8);
    expect(squareOf(projection, HERE)).toMatch(/^[DE][45]$/);
  });

  it("says of every point a square that is on it", () => {
    const projection = map([by(0, 0), by(900, 5_000)]);
    const last = rowsOf(projection);
    expect(squareOf(projection, by(9_999, -9_999))).toBe("A1");
    expect(squareOf(projection, by(-9_999, 9_999))).toBe(`H${last}`);
  });

  it("draws those at one place once, with their numbers, the first as what it is", () => {
    const projection = map([by(0, 0), by(2_000, 2_000)]);
    const placed = [by(0, 0), by(5, 5), by(2_000, 2_000)].map((point, at) => ({
      number: at + 1,
      point,
    }));
    expect(symbolsOf(projection, placed).map(({ numbers }) => numbers)).toEqual([[1, 2], [3]]);
  });

  it.each([
    [[4], "4"],
    [[4, 5], "4, 5"],
    [[1, 2, 3, 7], "1–3, 7"],
    [[1, 3, 5, 7, 9, 11, 13, 15], "1, 3, 5, 7, 9, 11 …"],
  ])("writes %j as %s", (numbers, words) => {
    expect(numbersInWords(numbers)).toBe(words);
  });
});
