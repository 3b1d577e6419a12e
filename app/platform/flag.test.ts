import { expect, it } from "vitest";
import { readFlag } from "./flag";

it.each([
  "yes",
  "Y",
  "TRUE",
  "1",
  "+",
  "x",
  "✓",
  "Jah",
  " так ",
  "ТАК",
  "да",
])("%j is yes", (typed) => {
  expect(readFlag(typed)).toBe(true);
});

it.each([
  "no",
  "N",
  "False",
  "0",
  "-",
  "—",
  "Ei",
  "ні",
  "НІ",
  "нет",
  "",
  "  ",
])("%j is no", (typed) => {
  expect(readFlag(typed)).toBe(false);
});

it.each(["maybe", "2", "yes no", "так, але", "✗", "null"])("%j is neither", (typed) => {
  expect(readFlag(typed)).toBeNull();
});
