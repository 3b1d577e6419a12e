import { describe, expect, it } from "vitest";
import lviv from "../../../drizzle/seed/cities/lviv.json";
import tallinn from "../../../drizzle/seed/cities/tallinn.json";
import { misplaced } from "./grid";

describe("a point of a city", () => {
  it.each([
    ["its centre", lviv.centre, null],
    ["a village sixty kilometres off", { lat: 49.35, lon: 23.5 }, null],
    ["latitude and longitude the other way round", { lat: 24.0297, lon: 49.8397 }, "swapped"],
    ["another city's", tallinn.centre, "far"],
    ["another city's the other way round", { lat: 24.75, lon: 59.43 }, "far"],
    ["nothing that a phone filled in as zeros", { lat: 0, lon: 0 }, "far"],
    ["the other side of the globe", { lat: -49.8, lon: -156 }, "far"],
  ])("%s", (_, point, wrong) => {
    expect(misplaced(point, lviv.centre)).toBe(wrong);
  });
});
