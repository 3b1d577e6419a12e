import { expect, it } from "vitest";
import type { Member, PersonId } from "../platform/types";
import { mayReveal } from "./policy";
import { ASSIGNMENT_STATES, TASK_STATES } from "./states";

const me = "me" as PersonId;
const volunteer: Member = {
  kind: "member",
  personId: me,
  standing: "verified",
  districts: [],
  administrator: false,
};

it("opens an address to a verified volunteer's own accepted, live part, and to nothing else", () => {
  const opened = ASSIGNMENT_STATES.flatMap((state) =>
    TASK_STATES.filter((taskState) => mayReveal(volunteer, { personId: me, state, taskState })).map(
      (taskState) => `${state} ${taskState}`,
    ),
  );
  expect(opened.sort()).toEqual(
    ["accepted", "en_route", "on_site"]
      .flatMap((state) =>
        ["open", "assigned", "under_way", "done"].map((task) => `${state} ${task}`),
      )
      .sort(),
  );
  const own = { personId: me, state: "accepted", taskState: "assigned" } as const;
  expect(mayReveal({ ...volunteer, standing: "unverified" }, own)).toBe(false);
  expect(mayReveal({ ...volunteer, standing: "suspended" }, own)).toBe(false);
  expect(mayReveal(volunteer, { ...own, personId: "other" })).toBe(false);
  expect(mayReveal({ kind: "visitor" }, own)).toBe(false);
});
