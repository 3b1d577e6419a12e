import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { middleOf, readStreets } from "./streets";

const LVIV = { lat: 49.84, lon: 24.03 };
const read = (text: string) => readStreets(text, LVIV);
const geojson = (...features: [properties: object | null, type: string, coordinates: unknown][]) =>
  JSON.stringify({
    type: "FeatureCollection",
    features: features.map(([properties, type, coordinates]) => ({
      type: "Feature",
      properties,
      geometry: type && { type, coordinates },
    })),
  });
const SKIPPED = { nameless: 0, placeless: 0, far: 0 };

describe("a list of streets", () => {
  it("is GeoJSON, with names as OpenStreetMap has them", () => {
    const { streets, problem, skipped } = read(
      geojson(
        [
          { name: "вулиця Наукова", "name:en": "Naukova Street", old_name: "Комарова; Нова" },
          "LineString",
          [
            [24.0, 49.8],
            [24.01, 49.8],
          ],
        ],
        [{ name: { uk: "площа Ринок", en: "Rynok Square" } }, "Point", [24.03, 49.84, 300]],
        [{ name: "Крива" }, "MultiPolygon", [[[[24.05, 49.85]]]]],
        [null, "Point", [24.03, 49.84]],
        [{ name: "Ніде" }, "", null],
        [{ name: "Далека" }, "Point", [30, 50]],
      ),
    );
    expect(problem).toBeNull();
    expect(skipped).toEqual({ nameless: 1, placeless: 1, far: 1 });
    expect(streets.map(({ names }) => names)).toEqual([
      ["вулиця Наукова", "Naukova Street", "Комарова", "Нова"],
      ["площа Ринок", "Rynok Square"],
      ["Крива"],
    ]);
    expect(middleOf(streets[0]!.points)!.lon).toBeCloseTo(24.005, 3);
    expect(streets[1]!.points).toEqual([[24.03, 49.84]]);
  });

  it("is CSV with points or shapes", () => {
    const rows = [
      "Name;name:ru;lat;lon;wkt",
      "вул. Зелена;Зелёная улица;49,83;24,05;",
      '"Sõle tn";;;;LINESTRING (24.0 49.8, 24.0 49.81)',
      "Порожня;;;;",
    ];
    const { streets, skipped } = read(rows.join("\r\n"));
    expect(skipped).toEqual({ ...SKIPPED, placeless: 1 });
    expect(streets[0]).toEqual({
      names: ["вул. Зелена", "Зелёная улица"],
      points: [[24.05, 49.83]],
    });
    expect(middleOf(streets[1]!.points)!.lat).toBeCloseTo(49.805, 3);
  });

  it("joins the pieces of one street, and keeps few points of a long one", () => {
    const piece = (from: number, to: number) => [
      [24, from],
      [24, to],
    ];
    const { streets } = read(
      geojson(
        [{ name: "вулиця Довга" }, "LineString", piece(49.7, 49.8)],
        [{ name: "Довга вул." }, "LineString", piece(49.8, 49.9)],
      ),
    );
    expect(streets).toHaveLength(1);
    expect(streets[0]!.points.length).toBeLessThanOrEqual(60);
    expect(middleOf(streets[0]!.points)!.lat).toBeCloseTo(49.8, 2);
  });

  it.each([
    ["unreadable", "{ not"],
    ["unreadable", '{"type":"FeatureCollection"}'],
    ["unreadable", "some words\nand more"],
    ["unreadable", ""],
    ["none", '{"features":[]}'],
    ["none", "name;lat;lon\n"],
    ["swapped", geojson([{ name: "Наукова" }, "Point", [49.84, 24.03]])],
  ])("is refused: %s", (problem, text) => {
    expect(read(text)).toEqual({ streets: [], problem, skipped: expect.anything() });
  });

  it("reads any text", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fc.anything()).map((features) => {
        const seen = new WeakSet();
        return JSON.stringify({ features }, (_, value) => {
          if (typeof value === "bigint") return String(value);
          if (typeof value === "object" && value !== null) {
            if (seen.has(value)) return null;
            seen.add(value);
          }
          return value;
        });
      }),
    );
    fc.assert(
      fc.property(anything, (text) => {
        expect(Array.isArray(read(text).streets)).toBe(true);
      }),
    );
  });

  it("of 5,000 streets is read within a second or so", () => {
    const features = Array.from({ length: 5_000 }, (_, n): [object, string, unknown] => [
      { name: `вулиця Довга ${n}` },
      "LineString",
      Array.from({ length: 20 }, (_, at) => [24 + n / 1e5, 49.8 + at / 1e3]),
    ]);
    const text = geojson(...features);
    const begun = performance.now();
    expect(read(text).streets).toHaveLength(5_000);
    expect(performance.now() - begun).toBeLessThan(15_000);
  });
});
