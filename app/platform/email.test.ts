import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emailAddress, emailOrNone, normalEmail } from "./email";

describe("an e-mail address", () => {
  it.each([
    ["olena@mail.example", "olena@mail.example"],
    [" Olena.Koval+help@Mail.Example ", "Olena.Koval+help@mail.example"],
    ["o'brien@mail.example", "o'brien@mail.example"],
    ["info@пошта.укр", "info@xn--80a1acn3a.xn--j1amh"],
    ["a@b.co", "a@b.co"],
    ["\u202aolena@mail.example\u202c", "olena@mail.example"],
    ["olena\u00ad@mail.example\u200b", "olena@mail.example"],
    ["olena＠mail.example", "olena@mail.example"],
    [`${"a".repeat(64)}@mail.example`, `${"a".repeat(64)}@mail.example`],
  ])("%s is kept as %s", (typed, kept) => {
    expect(normalEmail(typed)).toBe(kept);
  });

  it.each([
    "a,b@mail.example",
    "a@mail.example,b@mail.example",
    "a@mail.example;b@mail.example",
    "a@mail.example b@mail.example",
    "a<b>@mail.example",
    "A <a@mail.example>",
    "<a@mail.example>",
    '"a"@mail.example',
    '"a b"@mail.example',
    "a@b@mail.example",
    "a%b@mail.example",
    "a!b@mail.example",
    "a(b)@mail.example",
    "list:a@mail.example;",
    "a\\b@mail.example",
    "a@mail.example\r\nBcc: b@mail.example",
    "a\n@mail.example",
    "a@mail\n.example",
    "a\u0000@mail.example",
    "a\u2028@mail.example",
    "-f@mail.example",
    ".a@mail.example",
    "a.@mail.example",
    "a..b@mail.example",
    "олена@mail.example",
    "a@localhost",
    "a@127.0.0.1",
    "a@[127.0.0.1]",
    "a@2130706433",
    "a@mail.example.",
    "a@.mail.example",
    "a@-mail.example",
    "a@mail..example",
    "a@mail%2eexample.org",
    "a@mail.example:25",
    "a@mail.example/x",
    "a@mail.e",
    "a@",
    "@mail.example",
    "a",
    "",
    `${"a".repeat(65)}@mail.example`,
    `a@${"b".repeat(64)}.example`,
    `a@${"b.".repeat(130)}example`,
  ])("%j is none", (typed) => {
    expect(normalEmail(typed)).toBeNull();
  });

  it("has nothing in it that a header, a list or a name could be made of, whatever was typed", () => {
    const piece = fc.constantFrom(
      ..."aZ09._+-'@ ,;:<>()[]\"\\\r\n\t\0%!|`/éї".split(""),
      "mail.example",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const address = normalEmail(pieces.join(""));
        if (address === null) return;
        expect(address).toMatch(/^[A-Za-z0-9._+'&=~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/);
        expect(normalEmail(address)).toBe(address);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    "@.",
    ".@",
    "a.",
    "a@",
    "a@b.",
    "-",
    ".",
    "x@x",
    "\u00e9",
  ])("is judged at once, however often %s was typed", (piece) => {
    const began = performance.now();
    expect(emailAddress.safeParse(`${piece.repeat(20_000)} x`).success).toBe(false);
    expect(emailOrNone.safeParse(`${piece.repeat(150)} x`).success).toBe(false);
    expect(performance.now() - began).toBeLessThan(500);
  });

  it("may be left out where it may", () => {
    expect(emailOrNone.parse(" ")).toBe("");
    expect(emailAddress.safeParse(" ").success).toBe(false);
  });
});
