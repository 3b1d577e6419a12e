import { describe, expect, it } from "vitest";
import { whoHears } from "./who-hears";

const heard = (type: string, actor: string, toState: string | null = null) =>
  whoHears({ type, actor, toState })?.template ?? null;

describe("who hears by mail", () => {
  it("a resident of what others did with the request, never of the own doing", () => {
    expect(heard("request.triaged", "member", "triaged")).toBe("request_changed");
    expect(heard("request.closed", "system", "closed")).toBe("request_changed");
    expect(heard("request.cancelled", "resident", "cancelled")).toBeNull();
    expect(heard("request.submitted", "visitor", "submitted")).toBeNull();
  });

  it("a resident of a coordinator's note, and of no look", () => {
    expect(heard("request.noted", "member")).toBe("request_note");
    expect(heard("request.noted", "resident")).toBeNull();
    expect(heard("request.seen", "member")).toBeNull();
  });

  it("a volunteer of an offer and of one that was taken back", () => {
    expect(heard("assignment.offered", "member", "offered")).toBe("task_offered");
    expect(heard("assignment.released", "member", "released")).toBe("task_released");
    expect(heard("assignment.accepted", "member", "accepted")).toBeNull();
  });

  it.each([
    ["sign_up.offered", null, "shift_volunteer", "shift_offered"],
    ["sign_up.offered", "moved", "shift_volunteer", "shift_moved"],
    ["sign_up.offered", "asked", "shift_volunteer", "shift_asked"],
    ["sign_up.withdrawn", "cancelled", "shift_volunteer", "shift_cancelled"],
    ["sign_up.withdrawn", "left_late", "coordinators", "shift_left"],
    ["sign_up.withdrawn", "asked_silent", "coordinators", "shift_left"],
    ["shift.thin", null, "coordinators", "shift_thin"],
    ["shift.soon", null, "everybody_on", "shift_soon"],
    ["shift.moved", null, "everybody_waiting", "shift_moved_waiting"],
    ["shift.place_free", null, "waitlist", "shift_free"],
    ["swap.answered", null, "swapped", "swap_answered"],
  ])("of %s because of %s: %s, by %s", (type, reason, to, template) => {
    expect(whoHears({ type, actor: "system", toState: null, reason })).toEqual({ to, template });
  });

  it.each([
    ["sign_up.offered", "first"],
    ["sign_up.withdrawn", "left"],
    ["sign_up.withdrawn", "declined"],
    ["sign_up.signed_up", null],
    ["shift.edited", null],
  ])("nobody of %s because of %s", (type, reason) => {
    expect(whoHears({ type, actor: "member", toState: null, reason })).toBeNull();
  });
});
