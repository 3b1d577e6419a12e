import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DistrictId, Member, PersonId } from "../platform/types";
import { exceeds, hasReach, mayAppoint, mayHandOutCode, maySetStanding, mayVouch } from "./policy";

const DISTRICTS = ["a", "b", "c", "d"];
const reach = fc.record({ administrator: fc.boolean(), districts: fc.subarray(DISTRICTS) });
const member = reach.map(
  ({ administrator, districts }): Member => ({
    kind: "member",
    personId: "me" as PersonId,
    standing: null,
    administrator,
    districts: districts as DistrictId[],
  }),
);
const account = fc.record({
  id: fc.constantFrom("me", "them"),
  administrator: fc.boolean(),
  districts: fc.subarray(DISTRICTS),
  homeDistrictId: fc.constantFrom(null, ...DISTRICTS),
  email: fc.constantFrom(null, "a@mail.example"),
  hasPassword: fc.boolean(),
});

describe("reach", () => {
  it("never grows by being handed on: what may be given is within what one has", () => {
    fc.assert(
      fc.property(reach, reach, reach, (first, second, third) => {
        if (exceeds(second, first) || exceeds(third, second)) return;
        expect(exceeds(third, first)).toBe(false);
      }),
    );
  });

  it("is within itself, and less of it too", () => {
    fc.assert(
      fc.property(reach, fc.subarray(DISTRICTS), (own, some) => {
        expect(exceeds(own, own)).toBe(false);
        const less = own.districts.filter((one) => some.includes(one));
        expect(exceeds({ administrator: false, districts: less }, own)).toBe(false);
      }),
    );
  });

  it("of an administrator is beyond everybody else's", () => {
    fc.assert(
      fc.property(reach, (own) => {
        const all = { administrator: true, districts: [] };
        expect(exceeds(all, own)).toBe(!own.administrator);
      }),
    );
  });
});

describe("acting on another account", () => {
  it("is never on one's own, nor on one with more reach", () => {
    fc.assert(
      fc.property(member, account, (actor, other) => {
        if (!maySetStanding(actor, other)) return;
        expect(other.id).not.toBe("me");
        expect(exceeds(other, actor)).toBe(false);
        expect(actor.administrator || !hasReach(other)).toBe(true);
      }),
    );
  });

  it("by vouching is on no account with reach, whoever acts", () => {
    fc.assert(
      fc.property(member, account, (actor, other) => {
        expect(mayVouch(actor, other)).toBe(maySetStanding(actor, other) && !hasReach(other));
      }),
    );
  });

  it("as somebody, by a code, is only as a volunteer who has nothing else", () => {
    fc.assert(
      fc.property(member, account, (actor, other) => {
        if (!mayHandOutCode(actor, other)) return;
        expect(other).toMatchObject({ id: "them", administrator: false, districts: [] });
        expect(other).toMatchObject({ email: null, hasPassword: false });
        const home = other.homeDistrictId;
        const own: readonly string[] = actor.districts;
        expect(actor.administrator || home === null || own.includes(home)).toBe(true);
      }),
    );
  });

  it("is nobody's who is no coordinator", () => {
    const nobody = { kind: "member", personId: "me", standing: "verified" } as const;
    const actor = { ...nobody, administrator: false, districts: [] } as unknown as Member;
    fc.assert(
      fc.property(account, (other) => {
        expect(maySetStanding(actor, other)).toBe(false);
        expect(maySetStanding({ kind: "visitor" }, other)).toBe(false);
      }),
    );
  });

  it("by appointing is administrators' alone, whatever is given", () => {
    fc.assert(
      fc.property(member, reach, (actor, given) => {
        expect(mayAppoint(actor, given)).toBe(actor.administrator);
      }),
    );
  });
});
