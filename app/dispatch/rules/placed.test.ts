import { describe, expect, it } from "vitest";
import { countByDistrict, placedAsJson } from "./placed";

const AT = { lat: 49.84, lon: 24.03 };
type About = "district" | "street" | null;
const request = (
  more: {
    id?: string;
    alone?: boolean;
    about?: About;
    priority?: "critical";
    categoryNames?: { en: string };
  } = {},
) => ({
  ...AT,
  id: "a",
  about: null as About,
  priority: "high" as const,
  alone: true,
  categoryNames: { en: "Water" },
  ...more,
});

describe("the map's answer", () => {
  it("names each kind once, in the reader's language, and numbers urgency", () => {
    const placed = [
      request(),
      request({ id: "b", categoryNames: { en: "Warmth" }, alone: false, about: "district" }),
      request({ id: "c", priority: "critical", about: "street" }),
    ];
    const people = { free: [{ ...AT, count: 2 }], moving: [{ ...AT, requestId: "b" }] };
    const things = [{ ...AT, id: "t", title: "Honda" }];
    const answer = placedAsJson({ requests: { placed }, people, things }, ({ en }) => en);
    expect(answer).toEqual({
      requests: [
        ["a", 49.84, 24.03, 1, 1, 0, 0],
        ["b", 49.84, 24.03, 1, 0, 1, 1],
        ["c", 49.84, 24.03, 0, 1, 2, 0],
      ],
      kinds: ["Water", "Warmth"],
      free: [[49.84, 24.03, 2]],
      moving: [[49.84, 24.03, "b"]],
      things: [["t", 49.84, 24.03, "Honda"]],
    });
  });
});

describe("the map in numbers", () => {
  const north = { id: "n", code: "north", names: { en: "North" } };
  const empty = { id: "e", code: "empty", names: { en: "Empty" } };

  it("counts by district; what has none, or one that is retired, is the city's", () => {
    const counts = countByDistrict([north, empty], {
      requests: [
        { districtId: "n", alone: true },
        { districtId: "n", alone: false },
        { districtId: null, alone: true },
        { districtId: "retired", alone: false },
      ],
      free: [{ districtId: "n", count: 3 }],
      things: [{ districtId: null }],
    });
    const numbers = counts.map(({ code, requests, alone, free, things }) => [
      code,
      requests,
      alone,
      free,
      things,
    ]);
    expect(numbers).toEqual([
      ["north", 2, 1, 3, 0],
      [null, 2, 1, 0, 1],
    ]);
  });

  it("of an empty map is empty", () => {
    expect(countByDistrict([north], { requests: [], free: [], things: [] })).toEqual([]);
  });
});
