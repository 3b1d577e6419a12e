import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Point } from "../../platform/types";
import { districtAt, liesIn } from "./district-at";
import { readDistricts } from "./geojson";
import { cellCentre, metresBetween } from "./grid";

const seed = join(import.meta.dirname, "../../../drizzle/seed/cities");
const cityOf = (code: string) => {
  const { centre } = JSON.parse(readFileSync(join(seed, `${code}.json`), "utf8"));
  return readDistricts(readFileSync(join(seed, `${code}.geojson`), "utf8"), centre).districts;
};
const tallinn = cityOf("tallinn");
const lviv = cityOf("lviv");
const at = (districts: typeof lviv, lat: number, lon: number) =>
  districtAt(districts, { lat, lon })?.code ?? null;

describe("the district of a point", () => {
  it.each([
    ["Town Hall Square", 59.4372, 24.7453, "kesklinn"],
    ["Nõmme centre", 59.3862, 24.6886, "nomme"],
    ["Pirita beach", 59.4719, 24.8308, "pirita"],
    ["Lasnamäe, Laagna road", 59.4376, 24.8412, "lasnamae"],
    ["Telliskivi", 59.4396, 24.7287, "pohja-tallinn"],
    ["Helsinki", 60.17, 24.94, null],
  ])("in Tallinn, %s", (_, lat, lon, code) => {
    expect(at(tallinn, lat, lon)).toBe(code);
  });

  it("in Lviv, Chervonoi Kalyny avenue is Sykhiv; Vynnyky is outside", () => {
    expect(at(lviv, 49.795, 24.06)).toBe("sykhivskyi");
    expect(at(lviv, 49.815, 24.2)).toBeNull();
  });

  it("is at most one, and does not depend on their order", () => {
    const point = fc.record({
      lat: fc.double({ min: 49.76, max: 49.92, noNaN: true }),
      lon: fc.double({ min: 23.9, max: 24.15, noNaN: true }),
    });
    fc.assert(
      fc.property(point, ({ lat, lon }) => {
        expect(at([...lviv].reverse(), lat, lon)).toBe(at(lviv, lat, lon));
      }),
    );
  });

  it("of every corner of a border is a district: nobody lives between two", () => {
    for (const { geometry } of tallinn)
      for (const [lon, lat] of geometry.coordinates.flat(2))
        expect(at(tallinn, lat, lon)).not.toBeNull();
  });
});

describe("the cell that stands for an address", () => {
  const anywhere: fc.Arbitrary<Point> = fc.record({
    lat: fc.double({ min: -89, max: 89, noNaN: true }),
    lon: fc.double({ min: -180, max: 179.999, noNaN: true }),
  });

  it("has its centre within half its diagonal, 354 m, of the point", () => {
    fc.assert(
      fc.property(anywhere, (point) => {
        expect(metresBetween(point, cellCentre(point))).toBeLessThan(356);
      }),
    );
  });

  it("is fixed: its centre lies in itself", () => {
    fc.assert(
      fc.property(anywhere, (point) => {
        const centre = cellCentre(point);
        expect(cellCentre(centre)).toEqual(centre);
      }),
    );
  });
});

describe("a point at the border of a district", () => {
  const square = [
    [24, 49.8],
    [24.05, 49.8],
    [24.05, 49.85],
    [24, 49.85],
    [24, 49.8],
  ] as [number, number][];
  const district = {
    code: "square",
    geometry: { type: "MultiPolygon" as const, coordinates: [[square]] },
  };
  it.each([
    ["inside", 49.82, 24.02, true],
    ["200 m to the north", 49.8518, 24.02, true],
    ["300 m to the north", 49.8527, 24.02, false],
    ["200 m to the west", 49.82, 23.9972, true],
    ["300 m to the west", 49.82, 23.9958, false],
    ["far away", 48, 30, false],
  ])("%s", (_, lat, lon, within) => {
    expect(liesIn(district, { lat, lon }, 250)).toBe(within);
  });
});
