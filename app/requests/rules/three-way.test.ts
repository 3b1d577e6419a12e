import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readOpened, threeWay } from "./three-way";

const was = { priority: "normal", people: "1", district: "north" };

describe("two who change the same", () => {
  it("keep what each has changed where the other has not", () => {
    const mine = { ...was, people: "4", version: "3" };
    const theirs = { ...was, priority: "critical" };
    expect(threeWay(was, mine, theirs)).toEqual({
      values: { priority: "critical", people: "4", district: "north", version: "3" },
      meanwhile: { priority: { kind: "taken", theirs: "critical" } },
    });
  });

  it("see both where both have changed it otherwise, and one's own stays", () => {
    const { values, meanwhile } = threeWay(
      was,
      { ...was, district: "south" },
      { ...was, district: "west" },
    );
    expect(values.district).toBe("south");
    expect(meanwhile).toEqual({ district: { kind: "other", theirs: "west" } });
  });

  it("see nothing where both have changed it alike", () => {
    const both = { ...was, people: "2" };
    expect(threeWay(was, both, both).meanwhile).toEqual({});
  });

  it("never lose what one has typed", () => {
    const texts = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.string());
    fc.assert(
      fc.property(texts, texts, texts, (opened, mine, theirs) => {
        const { values } = threeWay(opened, mine, theirs);
        for (const [field, typed] of Object.entries(mine))
          if (typed !== (opened[field] ?? "")) expect(values[field]).toBe(typed);
      }),
    );
  });
});

it("what no page of ours has written is not read", () => {
  expect(readOpened(JSON.stringify(was))).toEqual(was);
  for (const text of ["", "null", "[]", "{", '{"a":1}', '{"a":{"b":"c"}}', "3"])
    expect(readOpened(text)).toBe(null);
});
