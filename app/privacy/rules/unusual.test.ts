import { describe, expect, it } from "vitest";
import { unusualIn } from "./unusual";

const none = { many: 0, outside: 0, again: 0 };

describe("unusual looks", () => {
  it("are none in the work of a busy hour", () => {
    expect(unusualIn({ many: 119, outside: 9, again: 11 })).toEqual([]);
  });

  it.each([
    ["many in an hour", { ...none, many: 120 }, ["many"]],
    ["outside one's districts", { ...none, outside: 10 }, ["outside"]],
    ["one person again and again", { ...none, again: 12 }, ["again"]],
    ["all at once", { many: 500, outside: 40, again: 30 }, ["many", "outside", "again"]],
  ])("are %s", (_, counted, what) => {
    expect(unusualIn(counted).map((one) => one.what)).toEqual(what);
  });
});
