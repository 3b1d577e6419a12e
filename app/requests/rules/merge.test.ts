import { describe, expect, it } from "vitest";
import { COVERS } from "../states";
import { mayMergeInto } from "./merge";

describe("a request and one that is about the same need", () => {
  it("can always be merged one way or the other, so that whoever is nearest goes on", () => {
    const both = COVERS.flatMap((one) => COVERS.map((other) => [{ cover: one }, { cover: other }]));
    for (const [one, other] of both)
      expect(mayMergeInto(one!, other!) || mayMergeInto(other!, one!)).toBe(true);
  });

  it.each([
    ["accepted", "nobody_asked", false],
    ["accepted", "unanswered", false],
    ["done", "there", false],
    ["there", "on_the_way", false],
    ["asked", "nobody_asked", true],
    ["on_the_way", "on_the_way", true],
    ["nobody_asked", "accepted", true],
  ] as const)("%s into %s: %s", (one, other, may) => {
    expect(mayMergeInto({ cover: one }, { cover: other })).toBe(may);
  });
});
