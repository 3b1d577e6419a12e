import { describe, expect, it } from "vitest";
import { describeFault, pathToLog } from "./log.server";

describe("the log", () => {
  it.each([
    ["/track/Q2x0aGluZw/notes?lang=uk", "/track/…/notes"],
    ["/invitations/abc", "/invitations/…"],
    ["/password-resets/abc", "/password-resets/…"],
    ["/email-proofs/abc", "/email-proofs/…"],
    ["/board?q=Oksana", "/board"],
    ["/track", "/track"],
  ])("writes %s as %s", (path, written) => {
    expect(pathToLog(path)).toBe(written);
  });

  it("tells a fault without its message, in which rows and parameters stand", () => {
    const cause = Object.assign(new Error("Key (email)=(oksana@example.com)"), {
      code: "23505",
      constraint_name: "person_email",
    });
    const told = describeFault(new Error("params: oksana@example.com", { cause }));
    expect(told).toMatchObject({ code: "23505", constraint: "person_email" });
    expect(JSON.stringify(told)).not.toContain("oksana");
    expect(told.frames.length).toBeGreaterThan(0);
  });
});
