import { expect, it } from "vitest";
import { readPeople } from "./people";

it.each([
  ["3", 3],
  ["٣", 3],
  ["3 особи", 3],
  ["5 чол.", 5],
  ["3 inimest", 3],
  ["п’ятеро", 5],
  ["двоє", 2],
  ["kaks", 2],
  ["2+1", 3],
  ["2 adults, 1 child", 3],
  ["2 дорослих і двоє дітей", 4],
  ["2 взрослых и 1 ребёнок", 3],
  ["2 täiskasvanut ja 3 last", 5],
  ["3 (2+1)", 3],
])("%j is %d people", (typed, people) => {
  expect(readPeople(typed)).toBe(people);
});

it.each([
  "",
  "0",
  "-2",
  "1,5",
  "1e9",
  "1000000",
  "20-30",
  "~10",
  "2 1",
  "сімʼя",
  "я і мама",
  "5 людей, 2 дітей",
  "5 людей, з них 2 дітей",
  "дитина 3 роки",
  "2x2",
])("%j is no number of people", (typed) => {
  expect(readPeople(typed)).toBeNull();
});
