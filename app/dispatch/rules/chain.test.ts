import { describe, expect, it } from "vitest";
import type { AssignmentState, TaskState } from "../types";
import { chainStep, placesToAskFor } from "./chain";

const NOON = new Date("2026-11-23T12:00:00Z");
const at = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);
const during = { from: at(0), to: at(2) };

describe("how many more are asked at once", () => {
  it.each<[number, AssignmentState[], number]>([
    [1, [], 1],
    [1, ["offered"], 0],
    [1, ["declined", "expired", "released", "withdrawn"], 1],
    [3, ["accepted", "offered"], 1],
    [3, ["done", "en_route", "on_site"], 0],
    [1, ["offered", "offered"], 0],
  ])("of %i places with %j: %i", (teamSize, team, places) => {
    expect(placesToAskFor(teamSize, team)).toBe(places);
  });
});

describe("who waits to be asked", () => {
  const step = (state: TaskState, teamSize: number, team: AssignmentState[], now = at(1)) =>
    chainStep({ state, teamSize, during }, team, now);

  it("is asked for every place that is free and nobody is asked for", () => {
    expect(step("open", 2, ["declined"])).toEqual({ ask: 2 });
    expect(step("under_way", 2, ["en_route", "withdrawn"])).toEqual({ ask: 1 });
  });

  it("goes on waiting while somebody of a whole team may still withdraw before going", () => {
    expect(step("assigned", 1, ["accepted"])).toEqual({ ask: 0 });
    expect(step("under_way", 2, ["accepted", "en_route"])).toEqual({ ask: 0 });
  });

  it.each<[string, ReturnType<typeof step>]>([
    ["on_the_way", step("under_way", 2, ["en_route", "on_site"])],
    ["task_over", step("done", 1, ["done"])],
    ["task_over", step("cancelled", 1, [])],
    ["window_over", step("open", 1, ["expired"], at(2))],
  ])("waits no more: %s", (end, stands) => {
    expect(stands).toEqual({ end });
  });
});
