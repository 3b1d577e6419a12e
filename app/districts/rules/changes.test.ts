import { describe, expect, it } from "vitest";
import { changesOf } from "./changes";

const one = (code: string, lon = 24) => ({
  code,
  names: { en: code },
  approximate: false,
  geometry: {
    type: "MultiPolygon" as const,
    coordinates: [
      [
        [
          [lon, 49],
          [lon + 1, 49],
          [lon, 50],
          [lon, 49],
        ] as [number, number][],
      ],
    ],
  },
});
const effects = (...args: Parameters<typeof changesOf>) =>
  Object.fromEntries(changesOf(...args).map(({ code, effect }) => [code, effect]));

describe("what a file of boundaries would do", () => {
  it("names each district once: added, changed, the same, retired", () => {
    expect(effects([one("a"), one("b"), one("c")], [one("b"), one("c", 25), one("d")])).toEqual({
      a: "retired",
      b: "same",
      c: "changed",
      d: "added",
    });
  });

  it("takes the order of the names for no change", () => {
    const file = [{ ...one("a"), names: { uk: "А", en: "A" } }];
    expect(effects([{ ...one("a"), names: { en: "A", uk: "А" } }], file)).toEqual({ a: "same" });
  });
});
