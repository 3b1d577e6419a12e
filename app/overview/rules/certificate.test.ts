import { describe, expect, it } from "vitest";
import { newCode, printed, readCode } from "./certificate";

describe("the code of a certificate", () => {
  it("has no signs that are taken for one another", () => {
    const all = Array.from({ length: 31 }, (_, at) => newCode(() => at)[0]).join("");
    expect(all).not.toMatch(/[01ILO]/);
    expect(new Set(all).size).toBe(31);
  });

  it.each([
    "7KQM-X2PD-9RTA",
    "7kqm x2pd 9rta",
    "7KQMX2PD9RTA",
    " 7KQM–X2PD–9RTA ",
  ])("%j is read as it was printed", (typed) => {
    expect(printed(readCode(typed)!)).toBe("7KQM-X2PD-9RTA");
  });

  it.each([
    "",
    "7KQM-X2PD",
    "7KQM-X2PD-9RTAA",
    "7KQM-X2PD-9RTО",
    "0KQM-X2PD-9RTA",
  ])("%j is none", (typed) => {
    expect(readCode(typed)).toBeNull();
  });
});
