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
  "Yes.",
  "✔️",
  "☑",
  "х",
  "V",
  "1,0",
  "１",
  "ІСТИНА",
  "ИСТИНА",
  "TÕENE",
  "є",
  "olemas",
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
  "no\u00a0",
  "✗",
  "☐",
  "0.0",
  "٠",
  "ХИБНІСТЬ",
  "ЛОЖЬ",
  "VÄÄR",
  "Немає",
  "нема",
  "pole",
  "None",
])("%j is no", (typed) => {
  expect(readFlag(typed)).toBe(false);
});

it.each([
  "maybe",
  "2",
  "yes no",
  "так, але",
  "☒",
  "null",
  "n/a",
  "н/д",
  "?",
  "-1",
  "не знаю",
])("%j is neither", (typed) => {
  expect(readFlag(typed)).toBeNull();
});
