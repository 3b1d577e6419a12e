import { describe, expect, it } from "vitest";
import { describeFault, pathToLog } from "./log.server";

describe("the log", () => {
  it.each([
    ["/track/Q2x0aGluZw/notes?lang=uk", "/track/…/notes"],
    ["/invitations/abcdefghijklmnopqrstuv", "/invitations/…"],
    ["/password-resets/abcDEF123", "/password-resets/…"],
    ["/Track/Q2x0aGluZw", "/…/…"],
    ["/tr%61ck/Q2x0aGluZwQ2x0aGluZw", "/…/…"],
    ["/calendars/q2x0agluzwq2x0agluzw.ics", "/calendars/…"],
    ["//track//Q2x0aGluZw", "//track//…"],
    [
      "/board/requests/9b2f8c1e-0000-4000-8000-1234567890ab/notes",
      "/board/requests/9b2f8c1e-0000-4000-8000-1234567890ab/notes",
    ],
    ["/email-proofs/abcDEF123", "/email-proofs/…"],
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
