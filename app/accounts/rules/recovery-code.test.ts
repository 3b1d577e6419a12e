import fc from "fast-check";
import { expect, it } from "vitest";
import { recoveryCodeOf, typedCode } from "./recovery-code";

it("a recovery code can be typed as it was shown, without its dashes, in small letters", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (random) => {
      const shown = recoveryCodeOf(random);
      const code = shown.replaceAll("-", "");
      expect(shown).toMatch(/^([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/);
      expect(typedCode(shown)).toEqual({ kind: "recovery", code });
      expect(typedCode(` ${code.toLowerCase()} `)).toEqual({ kind: "recovery", code });
    }),
  );
});

it("six digits are an app's code, with or without a gap", () => {
  expect(typedCode("123 456")).toEqual({ kind: "totp", code: "123456" });
  expect(typedCode("12345")).toBeNull();
  expect(typedCode("")).toBeNull();
  expect(typedCode("1".repeat(100_000))).toBeNull();
});
