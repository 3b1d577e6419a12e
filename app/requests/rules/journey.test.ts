import { describe, expect, it } from "vitest";
import type { RequestState } from "../types";
import { journeyOf } from "./journey";

const passed = (...states: RequestState[]) =>
  states.map((state, minute) => ({ state, at: new Date(minute * 60_000) }));
const read = (states: RequestState[]) =>
  journeyOf(passed(...states), states.at(-1)!).map(({ state, place }) => `${place} ${state}`);

describe("the way of a request", () => {
  it("shows what has been, where it stands and what comes", () => {
    expect(read(["submitted", "triaged"])).toEqual([
      "done submitted",
      "current triaged",
      "upcoming in_progress",
      "upcoming fulfilled",
    ]);
  });

  it("promises nothing after its end", () => {
    expect(read(["submitted", "cancelled"])).toEqual(["done submitted", "current cancelled"]);
  });

  it("goes on from a step back", () => {
    const back = read(["submitted", "triaged", "in_progress", "fulfilled", "triaged"]);
    expect(back.slice(-3)).toEqual([
      "current triaged",
      "upcoming in_progress",
      "upcoming fulfilled",
    ]);
  });
});
