import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { MultiPolygon, Ring } from "../types";
import { insideRings } from "./geometry";
import { centreOf, outlineOf } from "./outline";

const shape = (...rings: Ring[]): MultiPolygon => ({ type: "MultiPolygon", coordinates: [rings] });
const box = (west: number, south: number, side: number): Ring => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];
const seeded = (city: string) => {
  const path = join(import.meta.dirname, `../../../drizzle/seed/cities/${city}.geojson`);
  const { features } = JSON.parse(readFileSync(path, "utf8")) as {
    features: { geometry: { type: string; coordinates: never } }[];
  };
  return features.map(({ geometry }) =>
    geometry.type === "Polygon" ? shape(...(geometry.coordinates as Ring[])) : (geometry as never),
  ) as MultiPolygon[];
};

describe("an outline", () => {
  it("leaves out what lies on a line, and what lies nearer than the grid", () => {
    const ring: Ring = [
      [24, 49],
      [24.1, 49],
      [24.10001, 49.00001],
      [24.2, 49],
      [24.2, 49.2],
      [24, 49.2],
      [24, 49],
    ];
    expect(outlineOf(shape(ring))).toEqual([
      [
        [
          [24, 49],
          [24.2, 49],
          [24.2, 49.2],
          [24, 49.2],
          [24, 49],
        ],
      ],
    ]);
  });

  it("keeps a border that two districts share the same in both", () => {
    const border: Ring = [
      [24.1, 49],
      [24.100249, 49.050061],
      [24.1, 49.1],
    ];
    const west: Ring = [[24, 49], ...border, [24, 49.1], [24, 49]];
    const east: Ring = [[24.2, 49.1], ...[...border].reverse(), [24.2, 49], [24.2, 49.1]];
    const of = (ring: Ring) => new Set(outlineOf(shape(ring))[0]![0]!.map(String));
    const shared = [...of(west)].filter((at) => of(east).has(at));
    expect(shared).toHaveLength(3);
  });

  it("drops a part and a hole that the grid swallows, and keeps others", () => {
    const tiny = box(24.5, 49.5, 1e-6);
    const { coordinates } = shape(box(24, 49, 0.1), box(24.02, 49.02, 0.01), tiny);
    const parts = outlineOf({ type: "MultiPolygon", coordinates: [...coordinates, [tiny]] });
    expect(parts.map((rings) => rings.length)).toEqual([2]);
  });

  it.each(["lviv", "tallinn"])("of %s is smaller than its file, and closed", (city) => {
    const shapes = seeded(city);
    const outlines = shapes.map(outlineOf);
    expect(JSON.stringify(outlines).length).toBeLessThan(JSON.stringify(shapes).length);
    for (const ring of outlines.flat(2)) expect(ring[0]).toEqual(ring.at(-1));
  });
});

describe("a district's centre", () => {
  it("is the middle of its largest part", () => {
    const { coordinates } = shape(box(24, 49, 0.1));
    const both = [[box(30, 50, 0.01)], ...coordinates];
    const centre = centreOf({ type: "MultiPolygon", coordinates: both })!;
    expect(centre.lat).toBeCloseTo(49.05, 9);
    expect(centre.lon).toBeCloseTo(24.05, 9);
  });

  it("lies inside where the centroid would not: of a horseshoe, and of a ring around another district", () => {
    const horseshoe: Ring = [
      [0, 0],
      [3, 0],
      [3, 3],
      [2, 3],
      [2, 1],
      [1, 1],
      [1, 3],
      [0, 3],
      [0, 0],
    ];
    for (const district of [shape(horseshoe), shape(box(0, 0, 4), box(1, 1, 2))]) {
      const { lat, lon } = centreOf(district)!;
      expect(insideRings(district.coordinates[0]!, [lon, lat])).toBe(true);
    }
  });

  it.each(["lviv", "tallinn"])("of every district of %s lies in it", (city) => {
    for (const district of seeded(city)) {
      const { lat, lon } = centreOf(district)!;
      expect(district.coordinates.some((rings) => insideRings(rings, [lon, lat]))).toBe(true);
    }
  });

  it("of no shape at all is none", () => {
    expect(centreOf({ type: "MultiPolygon", coordinates: [] })).toBeNull();
  });
});
