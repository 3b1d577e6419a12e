import { describe, expect, it } from "vitest";
import { lastDigits, normalPhone } from "./phone";

describe("a phone number", () => {
  it.each([
    ["067 123 45 67", "380", "+380671234567"],
    ["+38 (067) 123-45-67", "372", "+380671234567"],
    ["5123 4567", "372", "+37251234567"],
  ])("%s in +%s is %s", (typed, callingCode, expected) => {
    expect(normalPhone(typed, callingCode)).toBe(expected);
  });

  it("is nothing when it can't be one", () => {
    expect(normalPhone("12", "372")).toBeNull();
  });

  it("is recognised by its last four digits", () => {
    expect(lastDigits("+380 67 123 45 67")).toBe("4567");
  });
});
