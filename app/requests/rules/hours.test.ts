import { expect, it } from "vitest";
import { readHours } from "./hours";

it.each([
  ["2", 2],
  ["0,5", 0.5],
  ["½", 0.5],
  ["٣", 3],
  ["0", 0],
  ["2 години", 2],
  ["2 год.", 2],
  ["3 часа", 3],
  ["4h", 4],
  ["2,5 tundi", 2.5],
  ["30 хв", 0.5],
  ["20 minutes", 0.33],
  ["1 год 30 хв", 1.5],
  ["1h30min", 1.5],
  ["пів години", 0.5],
  ["півгодини", 0.5],
  ["полчаса", 0.5],
  ["pool tundi", 0.5],
  ["half an hour", 0.5],
  ["півтори години", 1.5],
  ["година", 1],
  ["one hour", 1],
  ["доба", 24],
  ["2 дні", 48],
])("%j is %d hours", (typed, hours) => {
  expect(readHours(typed)).toBe(hours);
});

it.each([
  "",
  "-1",
  "2-3",
  "до 2-х",
  "до вечора",
  "18:00",
  "1e9",
  "1.000",
  "скоро",
  "2 2",
  "2 години або більше",
  "h",
  "1000 днів",
])("%j is no number of hours", (typed) => {
  expect(readHours(typed)).toBeNull();
});
