import { expect, it } from "vitest";
import { findableBy, isFoundBy, readLookedFor, withLookedFor, withoutLookedFor } from "./look-for";

const OLHA = findableBy(["Ольга О'Коннор", "Carrying heavy things", "Ukrainian", "Сихівський"]);

it.each([
  ["", true],
  ["  ", true],
  ["ольга", true],
  ["OLHA", true],
  ["olga", true],
  ["коннор", false],
  ["о'кон ол", true],
  ["carr", true],
  ["heavy ukr", true],
  ["Sykhiv", true],
  ["сихів", true],
  ["eavy", false],
  ["olha Polish", false],
  ["%_\\[", true],
])("%j finds Olha: %s", (typed, found) => {
  expect(isFoundBy(typed, OLHA)).toBe(found);
});

it("the browser, which only knows small letters, finds what is typed as it is spelled or in Latin letters", () => {
  for (const word of ["ольга", "olha", "сихів", "sihiv", "carrying"])
    expect(` ${OLHA}`).toContain(` ${word}`);
});

it("an address says what is looked for, who is ticked, and nothing else", () => {
  const id = "6f0f1a52-7a55-4c0e-9d55-0d8f4f5f2c11";
  const read = (query: string) => readLookedFor(new URLSearchParams(query));
  expect(read("lane=send&people=x")).toBeNull();
  expect(read(`find=+ol+&people=${id}&people=x&people=%27`)).toEqual({ find: "ol", ticked: [id] });
  expect(read(`find=${"a".repeat(5_000)}`)?.find).toHaveLength(100);
  expect(withoutLookedFor(`?lane=send&find=o&people=${id}&cell=1,2`)).toBe("?lane=send&cell=1%2C2");
  expect(withoutLookedFor("?find=")).toBe("");
  const address = withLookedFor("?lane=send&find=old&people=old", { find: "ol", ticked: [id] });
  expect(address).toBe(`?lane=send&find=ol&people=${id}`);
  expect(read(address)).toEqual({ find: "ol", ticked: [id] });
});
