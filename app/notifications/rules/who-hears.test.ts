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
});
