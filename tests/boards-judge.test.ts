import { describe, expect, it } from "vitest";
import { judgeShown } from "./outage/boards/board";
import { makeHistory } from "./outage/boards/database";

/** A request that is read, sent, asked about and again only to be sent: the last as it stood before. */
const history = makeHistory();
const stood = (version: string, lane: string | null) =>
  history.add(new Map([["water", { versions: [version, `${version} seen`], lane }]]));
stood("a", "read");
stood("b", "send");
stood("c", "asked");
stood("b", "send");
stood("d", null);

const shown = (...lines: string[]) =>
  lines.map((line) => {
    const [id, version, lane] = line.split("/") as [string, string, string];
    return { id, version, lane };
  });
const judged = (...connections: string[][]) => {
  const { never, backwards } = judgeShown(
    connections.map((lines) => shown(...lines)),
    history,
  );
  return [never.length, backwards.length];
};

describe("what a board has shown", () => {
  it("is all that was, or some of it", () => {
    expect(judged(["water/a/read", "water/b/send", "water/c/asked", "water/b/send"])).toEqual([
      0, 0,
    ]);
    expect(judged(["water/a/read", "water/c/asked"])).toEqual([0, 0]);
  });

  it("may be as it was before if that came again, or with whom had it open", () => {
    expect(judged(["water/b/send", "water/c/asked", "water/b seen/send"])).toEqual([0, 0]);
  });

  it.each([
    ["a version that never was", "water/e/send"],
    ["a version in another lane than it stood in", "water/a/send"],
    ["a lane when it stood in none", "water/d/confirm"],
    ["a request that is not there", "warmth/a/read"],
  ])("never was: %s", (_, line) => {
    expect(judged(["water/a/read", line])).toEqual([1, 0]);
  });

  it("went back: what was over, after what came later", () => {
    expect(judged(["water/c/asked", "water/a/read"])).toEqual([0, 1]);
  });

  it("is judged for each connection: another process may be behind", () => {
    expect(judged(["water/c/asked"], ["water/a/read"])).toEqual([0, 0]);
  });
});
