import { expect, it } from "vitest";
import { handOverKey, untilKept } from "./handed-over.server";

/** Fails so often, and is kept then. */
const failing = (times: number, fault: Error) => {
  let tried = 0;
  return async () => {
    tried += 1;
    if (tried <= times) throw fault;
    return tried;
  };
};

it("is noted once the database is back, and what is no outage is said at once", async () => {
  const away = Object.assign(new Error("away"), { code: "ECONNREFUSED" });
  expect(await untilKept(failing(3, away))).toBe(4);
  const wrong = failing(1, new Error("wrong"));
  await expect(untilKept(wrong)).rejects.toThrow("wrong");
  expect(await wrong()).toBe(2);
});

it("is known by a UUID that is the same for the same job alone", () => {
  expect(handOverKey("1 a")).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  expect(handOverKey("1 a")).toBe(handOverKey("1 a"));
  expect(handOverKey("1 a")).not.toBe(handOverKey("1 b"));
});
