import { describe, expect, it } from "vitest";
import { clustersOf } from "./map-clusters";

const LVIV = { lat: 49.8397, lon: 24.0297 };
/** So many in the cell that lies so many cells further east. */
const cell = (count: number, east = 0, about = false) =>
  Array.from({ length: count }, (_, index) => ({
    lat: LVIV.lat,
    lon: LVIV.lon + east * 0.00697,
    about,
    name: `${east}-${index}`,
  }));
const counts = (points: ReturnType<typeof cell>, zoom: number) =>
  clustersOf(points, zoom).map((cluster) => cluster.points.length);

describe("clusters", () => {
  it("are those of a cell, at its centre", () => {
    const points = [...cell(3), ...cell(2, 4)];
    expect(clustersOf(points, 14)).toEqual([
      { lat: points[0]!.lat, lon: points[0]!.lon, points: points.slice(0, 3) },
      { lat: points[3]!.lat, lon: points[3]!.lon, points: points.slice(3) },
    ]);
  });

  it("join where cells stand closer than a symbol is wide", () => {
    const points = [...cell(3), ...cell(2, 1), ...cell(1, 2)];
    expect(counts(points, 9)).toEqual([6]);
    const [all] = clustersOf(points, 9);
    expect(all!.lon).toBeGreaterThan(points[0]!.lon);
    expect(all!.lon).toBeLessThan(points.at(-1)!.lon);
  });

  it("lose nobody, at any zoom", () => {
    const points = Array.from({ length: 40 }, (_, index) => cell(index % 12, index)).flat();
    for (let zoom = 8; zoom <= 18; zoom++) {
      const shown = clustersOf(points, zoom).flatMap((cluster) => cluster.points);
      expect(new Set(shown.map(({ name }) => name)).size, String(zoom)).toBe(points.length);
      expect(shown).toHaveLength(points.length);
    }
  });

  it("keep the order of the points: the first is the most pressing", () => {
    const [cluster] = clustersOf(cell(5), 12);
    expect(cluster!.points.map(({ name }) => name)).toEqual(["0-0", "0-1", "0-2", "0-3", "0-4"]);
  });

  it("of up to nine stand side by side from near, within their cell", () => {
    for (const count of [1, 2, 4, 9]) {
      const clusters = clustersOf(cell(count), 15);
      expect(clusters.map(({ points }) => points.length)).toEqual(Array(count).fill(1));
      expect(new Set(clusters.map(({ lat, lon }) => `${lat} ${lon}`)).size).toBe(count);
      for (const { lat, lon } of clusters) {
        expect(Math.abs(lat - LVIV.lat)).toBeLessThan(250 / 111_195);
        expect(Math.abs(lon - LVIV.lon)).toBeLessThan(250 / (111_195 * 0.64));
      }
    }
    expect(counts(cell(10), 15)).toEqual([10]);
  });

  it("of what is known by its district alone stay one from near, and apart from a cell from afar", () => {
    expect(counts(cell(4, 0, true), 17)).toEqual([4]);
    expect(counts([...cell(4, 0, true), ...cell(2, 0.001)], 9)).toEqual([4, 2]);
  });

  it("of nothing are none", () => {
    expect(clustersOf([], 12)).toEqual([]);
  });
});
