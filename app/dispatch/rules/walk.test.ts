import { describe, expect, it } from "vitest";
import { inWalkingOrder } from "./walk";

const stop = (name: string, lat: number | null, lon = 24.03) => ({
  name,
  point: lat === null ? null : { lat, lon },
});
const namesOf = (stops: ReturnType<typeof stop>[]) => inWalkingOrder(stops).map(({ name }) => name);

describe("stops of one task", () => {
  it("are walked from the first on, the nearest next", () => {
    const row = [stop("a", 49.84), stop("far", 49.9), stop("b", 49.841), stop("c", 49.845)];
    expect(namesOf(row)).toEqual(["a", "b", "c", "far"]);
  });

  it("without a point come last, as they were", () => {
    expect(namesOf([stop("x", null), stop("a", 49.84), stop("y", null), stop("b", 49.85)])).toEqual(
      ["a", "b", "x", "y"],
    );
    expect(namesOf([stop("x", null), stop("y", null)])).toEqual(["x", "y"]);
    expect(namesOf([])).toEqual([]);
  });

  it("at one door stay together, however they are given", () => {
    const door = [stop("a", 49.84), stop("far", 49.95), stop("same", 49.84)];
    expect(namesOf(door)).toEqual(["a", "same", "far"]);
  });
});
