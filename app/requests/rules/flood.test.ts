import { describe, expect, it } from "vitest";
import { floodBy } from "./flood";

describe("what looks like a flood", () => {
  it.each([
    ["a family's number, a few times", { phoneHere: 12, phone: 12, address: 12 }, null],
    ["a shelter of two thousand", { phoneHere: 0, phone: 0, address: 2_000 }, null],
    [
      "one number again and again from one place",
      { phoneHere: 13, phone: 13, address: 13 },
      "phone",
    ],
    ["the owner of a number that others misused", { phoneHere: 1, phone: 60, address: 1 }, null],
    ["one number from everywhere", { phoneHere: 4, phone: 121, address: 4 }, "phone"],
    ["its owner, from an address of their own", { phoneHere: 3, phone: 9_000, address: 3 }, null],
    ["a machine with many numbers", { phoneHere: 1, phone: 1, address: 3_001 }, "address"],
  ])("%s", (_, counts, by) => {
    expect(floodBy(counts)).toBe(by);
  });
});
