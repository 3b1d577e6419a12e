import { describe, expect, it } from "vitest";
import { addressKey, isUuid } from "./identifiers";

describe("the key of an address", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["", ""],
  ])("of %s is %s", (address, key) => {
    expect(addressKey(address)).toBe(key);
  });

  it("is one for all addresses of a household", () => {
    const keys = Array.from({ length: 50 }, (_, i) =>
      addressKey(`2001:db8:aa:bb:${i.toString(16)}::1`),
    );
    expect(new Set(keys).size).toBe(1);
  });
});

it("tells what can be an id from what can't", () => {
  expect(isUuid("9b2f8c1e-0000-4000-8000-1234567890ab")).toBe(true);
  for (const bad of ["", "1", "9b2f8c1e00004000800012345678 90ab", "null", `${"a".repeat(36)}`])
    expect(isUuid(bad)).toBe(false);
});
