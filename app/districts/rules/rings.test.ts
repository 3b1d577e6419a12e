import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDistricts } from "./geojson";
import { relationOf } from "./ring-relation";

const KYIV = { lat: 50.45, lon: 30.52 };
type Position = [number, number];
const box = (x: number, y: number, size: number): Position[] =>
  [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ].map(([a, b]): Position => [30.4 + a! / 1000, 50.4 + b! / 1000]);
const hole = (x: number, y: number, size: number) => box(x, y, size).toReversed();
const shell = box(0, 0, 100);
const read = (polygons: Position[][][], code = "a") =>
  readDistricts(
    {
      type: "FeatureCollection",
      features: [
        {
          type: "Feature",
          properties: { code, name: "A" },
          geometry: { type: "MultiPolygon", coordinates: polygons },
        },
      ],
    },
    KYIV,
  );
const codes = (polygons: Position[][][]) => read(polygons).findings.map(({ code }) => code);

describe("holes of a district", () => {
  it.each<[string, Position[][], string[]]>([
    ["apart", [hole(10, 10, 10), hole(40, 40, 10)], []],
    ["that touch each other", [hole(10, 10, 10), hole(20, 10, 10)], []],
    ["that touch the shell", [hole(0, 10, 10)], []],
    ["written twice", [hole(10, 10, 10), hole(10, 10, 10)], ["holes_overlap"]],
    ["that overlap", [hole(10, 10, 10), hole(15, 15, 10)], ["holes_overlap"]],
    ["one in the other", [hole(10, 10, 30), hole(15, 15, 5)], ["holes_overlap"]],
    ["one around the other", [hole(15, 15, 5), hole(10, 10, 30)], ["holes_overlap"]],
    ["as large as the shell", [shell.toReversed()], ["hole_fills"]],
    ["that cross the shell", [hole(95, 10, 10)], ["hole_outside"]],
    ["elsewhere", [hole(120, 10, 10)], ["hole_outside"]],
    ["around the shell", [hole(-10, -10, 200)], ["hole_outside"]],
  ])("%s", (_, holes, expected) => {
    expect(codes([[shell, ...holes]])).toEqual(expected);
  });
});

describe("parts of a district", () => {
  it.each<[string, Position[][][], string[]]>([
    ["apart", [[shell], [box(120, 0, 10)]], []],
    ["that share a border", [[shell], [box(100, 0, 10)]], []],
    ["an island in a hole", [[shell, hole(10, 10, 30)], [box(15, 15, 5)]], []],
    ["an island that comes first", [[box(15, 15, 5)], [shell, hole(10, 10, 30)]], []],
    [
      "one clockwise within another",
      [[shell], [hole(10, 10, 10)]],
      ["part_inside", "ring_wound_wrong"],
    ],
    ["one within another", [[shell], [box(10, 10, 10)]], ["part_inside"]],
    ["one around another", [[box(10, 10, 10)], [shell]], ["part_inside"]],
    ["that overlap", [[shell], [box(90, 90, 20)]], ["parts_overlap"]],
    ["written twice", [[shell], [shell]], ["parts_overlap"]],
  ])("%s", (_, polygons, expected) => {
    expect(codes(polygons)).toEqual(expected);
  });
});

describe("crumbs", () => {
  const CRUMB = 0.005;
  it.each<[string, Position[][][]]>([
    ["of a hole", [[shell, hole(10, 10, CRUMB)]]],
    ["of a part", [[shell], [box(120, 0, CRUMB)]]],
    ["of a part that comes first", [[box(120, 0, CRUMB)], [shell]]],
    ["of a part with a hole", [[shell], [box(120, 0, CRUMB), hole(120.001, 0.001, 0.001)]]],
  ])("%s are dropped with a warning", (_, polygons) => {
    const { districts, findings } = read(polygons);
    expect(findings).toMatchObject([{ code: "crumb_dropped", severity: "warning" }]);
    expect(districts[0]!.geometry.coordinates).toEqual([[shell]]);
  });

  it("alone are no district", () => {
    expect(codes([[box(0, 0, CRUMB)]])).toEqual(["ring_without_area"]);
    expect(codes([[box(0, 0, CRUMB)], [box(9, 0, CRUMB)]])).toContain("ring_without_area");
  });
});

describe("a district's code", () => {
  it.each([
    "none",
    "A",
    "north east",
    "a".repeat(61),
    "нор",
    "a\u0000b",
    "a/b",
  ])("is not %j", (code) => {
    const { districts, findings } = read([[shell]], code);
    expect(findings.map((one) => one.code)).toEqual(["code_malformed"]);
    expect(districts).toEqual([]);
  });

  it.each(["784", "north-east", "north_east", "a".repeat(60)])("may be %s", (code) => {
    expect(read([[shell]], code).findings).toEqual([]);
  });
});

describe("features of one code and name", () => {
  const part = (ring: Position[], name = "A", code = "a") => ({
    type: "Feature",
    properties: { code, name },
    geometry: { type: "Polygon", coordinates: [ring] },
  });
  const readAll = (...features: object[]) =>
    readDistricts({ type: "FeatureCollection", features }, KYIV);

  it("are joined with a warning", () => {
    const { districts, findings } = readAll(
      part(shell),
      part(box(200, 0, 50), "B", "b"),
      part(box(120, 0, 10)),
    );
    expect(findings).toMatchObject([
      { code: "features_joined", severity: "warning", params: { code: "a", count: 2 } },
    ]);
    expect(districts.map(({ code, geometry }) => [code, geometry.coordinates.length])).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
  });

  it("are judged as one: parts may not overlap", () => {
    expect(readAll(part(shell), part(box(50, 50, 100))).findings.map(({ code }) => code)).toEqual([
      "features_joined",
      "parts_overlap",
    ]);
  });
});

describe("how two rings lie", () => {
  const square = fc.record({
    x: fc.integer({ min: 0, max: 20 }),
    y: fc.integer({ min: 0, max: 20 }),
    size: fc.integer({ min: 1, max: 12 }),
  });
  const MIRROR = {
    apart: "apart",
    inside: "around",
    around: "inside",
    crosses: "crosses",
    same: "same",
  };

  it("is what their sides say, seen from both and whichever way they are wound", () => {
    fc.assert(
      fc.property(square, square, fc.boolean(), (a, b, turned) => {
        const one = box(a.x, a.y, a.size);
        const other = turned ? hole(b.x, b.y, b.size) : box(b.x, b.y, b.size);
        const within = (p: typeof a, q: typeof a) =>
          p.x >= q.x && p.y >= q.y && p.x + p.size <= q.x + q.size && p.y + p.size <= q.y + q.size;
        const apart =
          a.x + a.size <= b.x || b.x + b.size <= a.x || a.y + a.size <= b.y || b.y + b.size <= a.y;
        const [inside, around] = [within(a, b), within(b, a)];
        const expected =
          inside && around
            ? "same"
            : inside
              ? "inside"
              : around
                ? "around"
                : apart
                  ? "apart"
                  : "crosses";
        expect(relationOf(one, other)).toBe(expected);
        expect(relationOf(other, one)).toBe(MIRROR[expected]);
      }),
    );
  });
});
