import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDistricts } from "./geojson";

const KYIV = { lat: 50.45, lon: 30.52 };
type Position = [number, number];
const box = (lon: number, lat: number, size = 0.1): Position[] => [
  [lon, lat],
  [lon + size, lat],
  [lon + size, lat + size],
  [lon, lat + size],
  [lon, lat],
];
const feature = (code: string, rings: unknown, type = "Polygon") => ({
  type: "Feature",
  properties: { code, name: { en: code } },
  geometry: { type, coordinates: rings },
});
const collection = (...geometries: unknown[]) => ({ type: "GeometryCollection", geometries });
const file = (...features: unknown[]) => ({ type: "FeatureCollection", features });
const codesOf = (input: unknown) => readDistricts(input, KYIV).findings.map(({ code }) => code);
const swap = (ring: Position[]) => ring.map(([x, y]) => [y, x]);

const left = feature("left", [box(30.4, 50.4)]);
const right = feature("right", [box(30.5, 50.4)]);

describe("a file of districts", () => {
  it("that is right is taken whole, neighbours that share a border too", () => {
    const { districts, findings } = readDistricts(file(left, right), KYIV);
    expect(findings).toEqual([]);
    expect(districts.map(({ code }) => code)).toEqual(["left", "right"]);
    expect(districts[0]!.geometry.type).toBe("MultiPolygon");
  });

  it("can be given as text, with a byte order mark", () => {
    expect(codesOf(`\uFEFF${JSON.stringify(file(left))}`)).toEqual([]);
  });

  it.each([
    ["one feature alone", left],
    ["a collection within the collection", file(file(left), file(right))],
    ["features line by line", `${JSON.stringify(left)}\n${JSON.stringify(right)}\n`],
    [
      "a sequence with separators",
      `\u001e${JSON.stringify(left)}\n\u001e${JSON.stringify(right)}\n`,
    ],
    ["a collection of polygons", file({ ...left, geometry: collection(left.geometry) })],
    ["heights", file(feature("left", [box(30.4, 50.4).map((at) => [...at, 120])]))],
  ])("is taken as %s", (_, input) => {
    const { districts, findings } = readDistricts(input, KYIV);
    expect(findings).toEqual([]);
    expect(districts[0]!.code).toBe("left");
  });

  it.each([
    ["no JSON", "{", "not_json"],
    ["a geometry alone", left.geometry, "not_feature_collection"],
    ["one line that is none", `${JSON.stringify(left)}\n{`, "not_json"],
    [
      "a point among polygons",
      file({
        ...left,
        geometry: collection(left.geometry, { type: "Point", coordinates: [30, 50] }),
      }),
      "geometry_unsupported",
    ],
    ["an empty collection", file({ ...left, geometry: collection() }), "geometry_unsupported"],
    [
      "a ring that is traced twice",
      file(feature("left", [[...box(30.4, 50.4), ...box(30.4, 50.4).slice(1)]])),
      "ring_crosses_itself",
    ],
    [
      "a ring that is traced twice, with a corner more",
      file(
        feature("left", [
          [[30.4, 50.4], [30.45, 50.4], ...box(30.4, 50.4).slice(1), ...box(30.4, 50.4).slice(1)],
        ]),
      ),
      "ring_crosses_itself",
    ],
    ["another kind of JSON", { type: "Topology" }, "not_feature_collection"],
    ["nothing in it", file(), "no_features"],
    [
      "another grid",
      { ...file(left), crs: { properties: { name: "EPSG:3301" } } },
      "crs_unsupported",
    ],
    ["no code", file({ ...left, properties: { name: { en: "x" } } }), "code_missing"],
    [
      "one code for two",
      file(left, { ...right, properties: { code: "left", name: { en: "right" } } }),
      "code_duplicate",
    ],
    ["no shape", file({ ...left, geometry: null }), "geometry_missing"],
    [
      "a line for a shape",
      file(feature("a", box(30.4, 50.4), "LineString")),
      "geometry_unsupported",
    ],
    ["words for numbers", file(feature("a", [[["x", "y"]]])), "coordinates_malformed"],
    ["metres", file(feature("a", [box(542_000, 6_589_000, 900)])), "coordinates_projected"],
    ["latitude first", file(feature("a", [swap(box(30.4, 50.4))])), "axes_swapped"],
    ["another country", file(feature("a", [box(2.3, 48.8)])), "far_from_city"],
    [
      "two corners",
      file(
        feature("a", [
          [
            [30.4, 50.4],
            [30.5, 50.4],
            [30.4, 50.4],
          ],
        ]),
      ),
      "ring_too_short",
    ],
    ["an open ring", file(feature("a", [box(30.4, 50.4).slice(0, 4)])), "ring_not_closed"],
    [
      "a bow tie",
      file(
        feature("a", [
          [
            [30.4, 50.4],
            [30.5, 50.5],
            [30.5, 50.4],
            [30.4, 50.5],
            [30.4, 50.4],
          ],
        ]),
      ),
      "ring_crosses_itself",
    ],
    [
      "a hole beside it",
      file(feature("a", [box(30.4, 50.4), box(30.6, 50.4, 0.01).reverse()])),
      "hole_outside",
    ],
    ["two that overlap", file(left, feature("b", [box(30.45, 50.4)])), "districts_overlap"],
  ])("with %s says so", (_, input, code) => {
    expect(codesOf(input)).toContain(code);
  });

  describe("whose districts overlap along kilometres of their border", () => {
    const EAST = 1 / (111_195 * Math.cos((50.45 * Math.PI) / 180));
    const NORTH = 1 / 111_195;
    /** Beside `left`, reaching so many metres over its eastern edge, on a stretch of so many also further. */
    const beside = (over: number, further: number, stretch: number): Position[] => [
      [30.5 - over * EAST, 50.4],
      [30.6, 50.4],
      [30.6, 50.5],
      [30.5 - over * EAST, 50.5],
      [30.5 - over * EAST, 50.45 + stretch * NORTH],
      [30.5 - further * EAST, 50.45 + stretch * NORTH],
      [30.5 - further * EAST, 50.45],
      [30.5 - over * EAST, 50.45],
      [30.5 - over * EAST, 50.4],
    ];
    const above = (over: number): Position[] =>
      box(30.4, 50.5).map(([x, y]) => [x, y === 50.5 ? y - over * NORTH : y]);
    const corner = (over: number): Position[] => [
      [30.4 - over * EAST, 50.5],
      [30.5 - over * EAST, 50.4],
      [30.5, 50.5],
      [30.4 - over * EAST, 50.5],
    ];
    const half: Position[] = [
      [30.4, 50.4],
      [30.5, 50.4],
      [30.4, 50.5],
      [30.4, 50.4],
    ];
    it.each([
      ["5 m, upright", left, beside(5, 5, 100), false],
      ["12 m, level", left, above(12), false],
      ["10 m, aslant", feature("left", [half]), corner(10), false],
      ["25 m, upright", left, beside(25, 25, 100), true],
      ["25 m, level", left, above(25), true],
      ["60 m, aslant", feature("left", [half]), corner(60), true],
      ["5 m, and a block of houses", left, beside(5, 60, 200), true],
      ["5 m, and a single step of 12 m", left, beside(5, 12, 200), false],
    ])("by %s", (_, one, ring, found) => {
      const codes = codesOf(file(one, feature("right", [ring])));
      expect(codes.includes("districts_overlap")).toBe(found);
    });
  });

  it("wound the wrong way is repaired, with a word about it", () => {
    const { districts, findings } = readDistricts(
      file(feature("a", [box(30.4, 50.4).reverse()])),
      KYIV,
    );
    expect(findings).toMatchObject([{ code: "ring_wound_wrong", severity: "warning" }]);
    expect(districts.length).toBe(1);
  });

  it("of both cities is taken without a word", () => {
    const seed = join(import.meta.dirname, "../../../drizzle/seed/cities");
    for (const [city, count] of [
      ["tallinn", 8],
      ["lviv", 6],
    ] as const) {
      const { centre } = JSON.parse(readFileSync(join(seed, `${city}.json`), "utf8"));
      const report = readDistricts(readFileSync(join(seed, `${city}.geojson`), "utf8"), centre);
      expect(report.findings).toEqual([]);
      expect(report.districts.length).toBe(count);
    }
  });

  it.each([
    null,
    7,
    [],
    "[]",
    { type: "FeatureCollection", features: [null, 3, {}] },
  ])("that is %o is refused without a fault", (input) => {
    expect(readDistricts(input, KYIV).districts).toEqual([]);
    expect(codesOf(input).length).toBeGreaterThan(0);
  });
});
