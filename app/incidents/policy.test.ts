import { describe, expect, it } from "vitest";
import type { DistrictId, Member, PersonId } from "../platform/types";
import { mayKeepIncidents, mayReadIncident } from "./policy";

const member = (some: Partial<Member>): Member => ({
  kind: "member",
  personId: "p" as PersonId,
  standing: null,
  districts: [],
  administrator: false,
  ...some,
});
const coordinator = member({ districts: ["north" as DistrictId] });

describe("who may do what with incidents", () => {
  it("lets administrators alone open and close them", () => {
    expect(mayKeepIncidents(member({ administrator: true }))).toBe(true);
    expect(mayKeepIncidents(coordinator)).toBe(false);
    expect(mayKeepIncidents({ kind: "visitor" })).toBe(false);
    expect(mayKeepIncidents({ kind: "system", name: "job" })).toBe(false);
  });

  it("lets coordinators of one of its districts read one", () => {
    expect(mayReadIncident(coordinator, ["south", "north"])).toBe(true);
    expect(mayReadIncident(coordinator, ["south"])).toBe(false);
    expect(mayReadIncident(member({ administrator: true }), ["south"])).toBe(true);
    expect(mayReadIncident(member({ standing: "verified" }), ["north"])).toBe(false);
  });
});
