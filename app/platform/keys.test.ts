import { expect, it } from "vitest";
import { makeKeys } from "./keys.server";

const keys = makeKeys(Buffer.alloc(32, 7));

it("opens what was sealed for the same purpose with the same secret, and nothing else", () => {
  const sealed = keys.seal("totp", "JBSWY3DPEHPK3PXP");
  expect(sealed.toString("latin1")).not.toContain("JBSWY");
  expect(keys.unseal("totp", sealed)).toBe("JBSWY3DPEHPK3PXP");
  expect(keys.unseal("other", sealed)).toBeNull();
  expect(makeKeys(Buffer.alloc(32, 8)).unseal("totp", sealed)).toBeNull();
  expect(keys.unseal("totp", sealed.subarray(0, 20))).toBeNull();
  sealed[30]! ^= 1;
  expect(keys.unseal("totp", sealed)).toBeNull();
});

it("signs each purpose with a key of its own", () => {
  expect(keys.signing("device")).not.toBe(keys.signing("pending"));
});
