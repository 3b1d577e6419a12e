import { describe, expect, it } from "vitest";
import { awaitsCoordinator, isShownCode, shownCode } from "./shown-code";

const KEY = "a key for tests";
const own = { id: "a", version: 3, phone: "+380670000001", email: null };
const at = (text: string) => new Date(text);
const NOON = at("2026-11-23T12:00:00Z");

describe("the code that an account shows", () => {
  it("is six digits, right today and tomorrow, and neither before nor after", () => {
    const code = shownCode(KEY, own, NOON);
    expect(code).toMatch(/^\d{6}$/);
    const right = (now: string) => isShownCode(KEY, own, code, at(now));
    expect(right("2026-11-23T00:00:00Z")).toBe(true);
    expect(right("2026-11-24T23:59:59Z")).toBe(true);
    expect(right("2026-11-25T00:00:00Z")).toBe(false);
    expect(right("2026-11-22T23:59:59Z")).toBe(false);
  });

  it("is another for another account, contact, version or installation", () => {
    const code = shownCode(KEY, own, NOON);
    const others = [
      { ...own, id: "b" },
      { ...own, version: 4 },
      { ...own, phone: "+380670000002" },
      { ...own, email: "a@mail.example" },
    ];
    for (const other of others) expect(isShownCode(KEY, other, code, NOON)).toBe(false);
    expect(isShownCode("another key", own, code, NOON)).toBe(false);
    for (const none of ["", "0", ` ${code}`]) expect(isShownCode(KEY, own, none, NOON)).toBe(false);
  });

  it("is shown to a volunteer who, or whose number, has still to be seen", () => {
    const proven = { phone: own.phone, phoneProven: true };
    expect(awaitsCoordinator({ ...proven, standing: "unverified" })).toBe(true);
    expect(awaitsCoordinator({ ...proven, standing: "suspended" })).toBe(true);
    expect(awaitsCoordinator({ ...proven, standing: "verified" })).toBe(false);
    expect(awaitsCoordinator({ ...proven, standing: "verified", phoneProven: false })).toBe(true);
    const none = { phone: null, phoneProven: false };
    expect(awaitsCoordinator({ ...none, standing: "verified" })).toBe(false);
    expect(awaitsCoordinator({ ...proven, standing: null })).toBe(false);
  });
});
