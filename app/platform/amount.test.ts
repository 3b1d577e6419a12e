import fc from "fast-check";
import { expect, it } from "vitest";
import { addAmounts, readAmount, readCount } from "./amount";

it.each([
  ["20", 20],
  ["0,8", 0.8],
  ["0.8", 0.8],
  ["19,50", 19.5],
  ["1 000", 1000],
  ["1\u00a0000", 1000],
  ["1\u202f000,5", 1000.5],
  ["1'000.25", 1000.25],
  ["1.234,5", 1234.5],
  ["1,234.5", 1234.5],
  ["1.000.000", 1_000_000],
  ["12 345 678", 12_345_678],
  ["２０", 20],
  [" 7 ", 7],
  ["-3", -3],
  ["−3", -3],
  ["007", 7],
  ["½", 0.5],
  ["2½", 2.5],
  ["10 ¼", 10.25],
  ["٢٠", 20],
  ["١٬٢٣٤٫٥", 1234.5],
  ["\u200e20\u2060", 20],
  ["0,500", 0.5],
  ["0.10", 0.1],
  ["1 000,500", 1000.5],
  ["–3", -3],
])("%j is the amount %d", (typed, value) => {
  expect(readAmount(typed)).toEqual({ ok: true, value });
});

it.each([
  ["1,000", "thousands"],
  ["1.000", "thousands"],
  ["12.345", "thousands"],
  ["0,004", "decimals"],
  ["0.125", "decimals"],
  ["1.500", "thousands"],
  ["10²", "number"],
  ["⅓", "number"],
  ["1/2", "number"],
  ["20-30", "number"],
  ["2x5 l", "number"],
  ["10 л.", "number"],
  ["п’ять", "number"],
  ["1e9", "number"],
  ["~20", "number"],
  ["0.0041", "decimals"],
  ["1 000,125", "decimals"],
  ["1e3", "number"],
  ["0x10", "number"],
  ["Infinity", "number"],
  ["1,", "number"],
  [",5", "number"],
  ["", "number"],
  ["-", "number"],
  ["two", "number"],
  ["20 l", "number"],
  ["1 00", "number"],
  ["1,23,45", "number"],
  ["1.2.3", "number"],
  ["--3", "number"],
  ["1.-5", "number"],
])("%j is none: %s", (typed, code) => {
  expect(readAmount(typed)).toEqual({ ok: false, code });
});

it("is a count where it is digits alone", () => {
  expect(["7", "007", "１２", "٣"].map(readCount)).toEqual([7, 7, 12, 3]);
  for (const typed of ["", "-1", "1.0", "1e1", "0x2", "two", "1 0", "9".repeat(10)])
    expect(readCount(typed), typed).toBeNull();
});

it("adds up in hundredths", () => {
  expect(addAmounts(0.7, 0.1)).toBe(0.8);
  expect(addAmounts(19.99, 0.01)).toBe(20);
  const tenths = Array.from({ length: 30 }, () => 0.1);
  expect(tenths.reduce(addAmounts, 0)).toBe(3);
});

it("reads back every amount in hundredths, whatever the mark", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), (hundredths) => {
      const value = hundredths / 100;
      for (const typed of [String(value), String(value).replace(".", ","), value.toFixed(2)])
        expect(readAmount(typed)).toEqual({ ok: true, value });
    }),
  );
});
