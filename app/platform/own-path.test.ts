import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownPath } from "./own-path";

const ORIGIN = "https://naaber.example";

describe("where somebody goes on to", () => {
  it.each([
    "/",
    "/board",
    "/board/requests/7?q=%D0%B2%D0%BE%D0%B4%D0%B0&page=2",
    "/track/abc_-#notes",
    "/board?q=http%3A%2F%2Fmaps.example%2Fx",
  ])("is a page of ours: %s", (to) => {
    expect(ownPath(to)).toBe(to);
  });

  it.each([
    null,
    undefined,
    7,
    "",
    "board",
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/%09/evil",
    "/%5cevil.example",
    "/%255cevil.example",
    "/%2f/evil.example",
    "/%2F%2Fevil.example",
    "/x//evil.example",
    "/board%0d%0aX:y",
    "/board%250d%250aX:y",
    "/board?x=%0d%0aX:y",
    "/%ff%0a",
    "/.//evil.example",
    "/board/..//evil.example",
    "/a\u2028b",
    `/${"a".repeat(3000)}`,
  ])("is home for anything else: %j", (to) => {
    expect(ownPath(to)).toBe("/");
  });

  it("never leaves the site, whatever is written", () => {
    const piece = fc.oneof(
      fc.constantFrom("/", "\\", "%2f", "%5C", "%09", "%0d", "%0a", "\t", "\n", "%", "@", ":", "."),
      fc.constantFrom("evil.example", "http:", "%25", "..", "?", "#", "%E2%80%A8", "%c0%af"),
      fc.string({ unit: "binary", maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const to = ownPath(`/${pieces.join("")}`);
        const { origin, pathname } = new URL(to, ORIGIN);
        expect(origin).toBe(ORIGIN);
        expect(pathname.startsWith("//")).toBe(false);
        expect(to).toMatch(/^\/(?![/\\])[^\p{Cc}\\]*$/u);
        expect(ownPath(to)).toBe(to);
      }),
      { numRuns: 3000 },
    );
  });
});
