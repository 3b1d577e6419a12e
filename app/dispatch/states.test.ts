import { describe, expect, it } from "vitest";
import {
  ACCEPTED_STATES,
  ASSIGNMENT_STATES,
  assignmentMayBecome,
  assignmentTransitions,
  TASK_STATES,
  taskMayBecome,
  taskTransitions,
} from "./states";

describe("a task", () => {
  it("is confirmed only after the volunteer's word", () => {
    expect(TASK_STATES.filter((from) => taskMayBecome(from, "confirmed"))).toEqual(["done"]);
  });

  it("opens again when its team is no longer whole", () => {
    expect(taskMayBecome("assigned", "open")).toBe(true);
    expect(taskMayBecome("under_way", "open")).toBe(true);
  });

  it("ends for good", () => {
    for (const ended of ["confirmed", "cancelled", "failed"] as const)
      expect(taskTransitions[ended]).toEqual([]);
  });
});

describe("an assignment", () => {
  it("can be left or taken back in every state that opens the address", () => {
    for (const state of ACCEPTED_STATES) {
      expect(assignmentMayBecome(state, "withdrawn")).toBe(true);
      expect(assignmentMayBecome(state, "released")).toBe(true);
    }
  });

  it("is accepted only from an offer, and again by who has not set out after all", () => {
    expect(ASSIGNMENT_STATES.filter((from) => assignmentMayBecome(from, "accepted"))).toEqual([
      "offered",
      "en_route",
    ]);
  });

  it("does not come back once declined, expired, released or withdrawn", () => {
    for (const ended of ["declined", "expired", "released", "withdrawn"] as const)
      expect(assignmentTransitions[ended]).toEqual([]);
  });
});
