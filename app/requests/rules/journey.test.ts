import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COVERS, REQUEST_STATES, UNCOVERED } from "../states";
import type { RequestState } from "../types";
import { headlineOf, journeyOf, masked, maskedIn, mayTakeBack, type Passed } from "./journey";

type Line =
  | RequestState
  | `cover ${string}`
  | [type: string, state: RequestState | null, reason: string];
const lineOf = (line: Line, minute: number): Passed => {
  const at = new Date(minute * 60_000);
  if (Array.isArray(line)) return { at, type: line[0], state: line[1], reason: line[2] };
  return line.startsWith("cover ")
    ? { at, type: "request.covered", state: null, reason: line.slice(6) }
    : { at, type: `request.${line}`, state: line as RequestState, reason: null };
};
const read = (lines: Line[], state: RequestState) =>
  journeyOf(lines.map(lineOf), state).map(({ name, place }) => `${place} ${name}`);

describe("the way of a request", () => {
  it("shows what has been, where it stands and what comes", () => {
    expect(read(["submitted", "triaged"], "triaged")).toEqual([
      "done submitted",
      "current triaged",
      "upcoming looking",
      "upcoming on_the_way",
      "upcoming fulfilled",
    ]);
  });

  it("tells who is coming step by step, and of whoever was only asked nothing", () => {
    const lines: Line[] = [
      "submitted",
      "triaged",
      "in_progress",
      "cover asked",
      "cover unanswered",
    ];
    expect(read(lines, "in_progress").slice(2)).toEqual([
      "current looking",
      "upcoming on_the_way",
      "upcoming fulfilled",
    ]);
    expect(read([...lines, "cover accepted", "cover on_the_way"], "in_progress").slice(2)).toEqual([
      "done looking",
      "done accepted",
      "current on_the_way",
      "upcoming fulfilled",
    ]);
  });

  it("says that somebody else is looked for when whoever had said yes is gone", () => {
    const lines: Line[] = ["in_progress", "cover on_the_way", "cover asked"];
    expect(read(lines, "in_progress")).toEqual([
      "done looking",
      "done on_the_way",
      "current lost",
      "upcoming on_the_way",
      "upcoming fulfilled",
    ]);
  });

  it("promises nothing after its end", () => {
    expect(read(["submitted", "cancelled"], "cancelled")).toEqual([
      "done submitted",
      "current cancelled",
    ]);
  });

  it("goes on from help that did not come", () => {
    const lines: Line[] = ["triaged", "fulfilled", ["request.reopened", "triaged", "not_come"]];
    expect(read(lines, "triaged").slice(-4)).toEqual([
      "current not_come",
      "upcoming looking",
      "upcoming on_the_way",
      "upcoming fulfilled",
    ]);
  });

  it.each([
    ["out_of_scope", "declined", "declined"],
    [null, "declined", "declined"],
    ["unreachable", "unreachable", "declined"],
    ["met_by_others", "closed", "closed"],
    ["not_needed", "closed", "closed"],
    ["met", "closed", "closed"],
  ] as const)("declined because of %s is headed %s, its step %s", (reason, headline, step) => {
    const stands = { state: "declined", cover: "nobody_asked", trouble: null, reason } as const;
    expect(headlineOf(stands)).toBe(headline);
    const line: Line = ["request.declined", "declined", reason ?? ""];
    expect(read(["submitted", line], "declined")).toEqual(["done submitted", `current ${step}`]);
  });

  it("never says that somebody comes before somebody has said so", () => {
    const stands = fc.record({
      state: fc.constantFrom(...REQUEST_STATES),
      cover: fc.constantFrom(...COVERS),
      trouble: fc.constant(null),
      reason: fc.constant(null),
    });
    const coming: string[] = COVERS.filter((cover) => !UNCOVERED.includes(cover));
    fc.assert(
      fc.property(stands, (one) => {
        const yes = one.state === "in_progress" && coming.includes(one.cover);
        expect(coming.includes(headlineOf(one))).toBe(yes);
      }),
    );
  });
});

describe("what is shown of a phone or an address", () => {
  it.each([
    ["+380671234571", "+380•••••••71"],
    ["0671234571", "0671••••71"],
    ["112", "112"],
    ["", ""],
    ["olena.kovalenko@mail.example", "ol•••@mail.example"],
    ["a@b.example", "a•••@b.example"],
  ])("%s is %s", (whole, seen) => {
    expect(masked(whole)).toBe(seen);
  });
});

describe("a mistake", () => {
  const at = new Date("2026-11-26T10:00:00Z");
  const may = (hours: number, state: RequestState) =>
    mayTakeBack(
      { state, stateAt: at, endedBySelf: true },
      new Date(at.getTime() + hours * 3_600_000),
    );

  it("can be taken back for a day, of one's own ends alone", () => {
    expect([may(23, "cancelled"), may(23, "closed")]).toEqual([true, true]);
    expect([may(24, "cancelled"), may(1, "declined"), may(1, "triaged")]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("of somebody else's ending is none", () => {
    const theirs = { state: "cancelled" as const, stateAt: at, endedBySelf: false };
    expect(mayTakeBack(theirs, at)).toBe(false);
  });
});

describe("one's own words on the page", () => {
  it.each([
    ["+380671234571 → +380671234517", "+380•••••••71 → +380•••••••17"],
    ["☎ 067 123 45 71, донька 8 (050) 765-43-22", "☎ 067 ••• •• 71, донька 8 (0••) •••-••-22"],
    ["olena@mail.example → o@mail.example", "ol•••@mail.example → o•••@mail.example"],
    ["кв. 12, 9 поверх, код 4567, до 24.12.2026", "кв. 12, 9 поверх, код 4567, до 24.12.2026"],
  ])("%s", (words, shown) => {
    expect(maskedIn(words)).toBe(shown);
  });
});
