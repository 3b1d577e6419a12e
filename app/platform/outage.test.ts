import { describe, expect, it } from "vitest";
import { isClash, isOutage, Outage } from "./outage";

const withCode = (code: string) => Object.assign(new Error("select 'Oksana'"), { code });

describe("an outage", () => {
  it.each([
    ["a server that is not there", withCode("ECONNREFUSED")],
    ["a connection that was closed", withCode("CONNECTION_CLOSED")],
    ["a pooler that has lost its server", withCode("08P01")],
    ["too many connections", withCode("53300")],
    ["a full disk", withCode("53100")],
    ["a server that is shutting down", withCode("57P01")],
    ["a server that is starting", withCode("57P03")],
    ["a statement that took too long", withCode("57014")],
    ["a standby", withCode("25006")],
    ["a deadlock that came again and again", withCode("40P01")],
    ["a fault inside a fault", new Error("Failed query", { cause: withCode("ECONNRESET") })],
    ["what was not even asked", new Outage()],
  ])("is %s", (_, fault) => {
    expect(isOutage(fault)).toBe(true);
  });

  it.each([
    ["a broken constraint", withCode("23505")],
    ["a value that no column holds", withCode("22P02")],
    ["a missing file", withCode("ENOENT")],
    ["a bug", new TypeError("x is undefined")],
    ["no error at all", "ECONNREFUSED"],
    ["nothing", null],
  ])("is not %s", (_, fault) => {
    expect(isOutage(fault)).toBe(false);
  });

  it("is told apart from a clash, which is tried again at once", () => {
    expect(isClash(new Error("Failed query", { cause: withCode("40001") }))).toBe(true);
    expect(isClash(withCode("53300"))).toBe(false);
  });
});
