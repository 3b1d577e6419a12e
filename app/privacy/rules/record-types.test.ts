import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FORMER_LOOKS } from "../../audit/types";
import { ASSIGNMENT_STATES, TASK_STATES } from "../../dispatch/types";
import { catalogues } from "../../i18n/catalogues";
import { OFFER_STATES, RESERVATION_STATES } from "../../resources/types";
import { SHIFT_STATES, SIGN_UP_STATES, SWAP_STATES } from "../../shifts/types";
import { RECORD_TYPES, THINGS, wordsOf } from "./record-types";

const app = join(import.meta.dirname, "../..");
const THING = THINGS.join("|");

/** Types that the code writes out, and those that it makes of a state or a step. */
function typesInCode(): string[] {
  const texts = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((name) => /\/commands\/[^/]+\.ts$|jobs\.server\.ts$/.test(name))
    .map((name) => readFileSync(join(app, name), "utf8"));
  const written = new RegExp(
    `type: (?:\\w+ \\? )?"((?:${THING})\\.\\w+)"(?: : "((?:${THING})\\.\\w+)")?`,
    "g",
  );
  const moves = /to: "?\w+"?, type: "(\w+)"/g;
  return texts.flatMap((text) => [
    ...[...text.matchAll(written)].flatMap(([, one, other]) => (other ? [one!, other] : [one!])),
    ...[...text.matchAll(moves)].map(([, step]) => `request.${step}`),
  ]);
}

describe("the record in words", () => {
  it("has words for every type of line that the code writes, made of states too", () => {
    const made = [
      ...TASK_STATES.map((state) => `task.${state}`),
      ...ASSIGNMENT_STATES.map((state) => `assignment.${state}`),
      ...OFFER_STATES.map((state) => `offer.${state}`),
      ...RESERVATION_STATES.map((state) => `reservation.${state}`),
      ...SHIFT_STATES.map((state) => `shift.${state}`),
      ...SIGN_UP_STATES.map((state) => `sign_up.${state}`),
      ...SWAP_STATES.map((state) => `swap.${state}`),
      ...["unverified", "verified", "suspended"].map((standing) => `person.${standing}`),
      ...["added", "changed", "retired"].map((effect) => `district.${effect}`),
      "person.appointed",
      "person.reach_set",
      ...FORMER_LOOKS,
    ];
    const written = typesInCode();
    expect(written.length).toBeGreaterThan(40);
    expect(
      [...new Set([...written, ...made])].filter((one) => !RECORD_TYPES.includes(one)),
    ).toEqual([]);
  });

  it("has a word for every thing, and the same in every language", () => {
    const line = readFileSync(join(app, "audit/types.ts"), "utf8");
    const things = [...line.matchAll(/\| "(\w+)"/g)].map(([, thing]) => thing);
    expect([...THINGS].sort()).toEqual(things.sort());
    const keys = (value: unknown): string =>
      typeof value === "string" || value === null
        ? ""
        : JSON.stringify(Object.entries(value as object).map(([key, of]) => [key, keys(of)]));
    for (const { privacy } of Object.values(catalogues))
      expect(keys(privacy)).toBe(keys(catalogues.en.privacy));
  });

  it("says of a type that it does not know that it is something else", () => {
    expect(wordsOf("request.triaged")).toBe("privacy:event.request.triaged");
    expect(wordsOf("request.beamed_up")).toBe("privacy:event.other");
  });
});
