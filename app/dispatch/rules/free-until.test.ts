import { expect, it } from "vitest";
import { weekMoment } from "../../platform/zone";
import { freeUntilFrom } from "./free-until";

/** A Friday noon. */
const NOON = new Date("2026-11-27T12:00:00Z");
const at = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);
const until = freeUntilFrom(NOON, (moment) => weekMoment(moment, "UTC"));
const DAY = [{ weekday: 5, from: 720, to: 1080 }] as const;
const FREE = { availability: [], freeDuring: null, promised: [] };
const promise = (from: number, to: number) => ({ from: at(from), to: at(to) });

it.each([
  ["at any time", FREE, null],
  ["until their hours end", { ...FREE, availability: DAY }, 6],
  ["until a shift begins", { ...FREE, promised: [promise(9, 11), promise(3, 5)] }, 3],
  ["whichever is first", { ...FREE, availability: DAY, promised: [promise(8, 9)] }, 6],
  ["not while something lasts", { ...FREE, availability: DAY, promised: [promise(-1, 1)] }, null],
  ["what has ended is over", { ...FREE, promised: [promise(-2, 0)] }, null],
  ["not before they come", { ...FREE, availability: [{ weekday: 5, from: 780, to: 900 }] }, null],
  [
    "not on another day",
    { ...FREE, availability: [{ weekday: 1, from: 0, to: 1440 }], promised: [promise(2, 3)] },
    null,
  ],
  ["later than is looked ahead", { ...FREE, promised: [promise(13, 14)] }, null],
])("%s", (_, facts, hours) => {
  expect(until(facts)).toEqual(hours === null ? null : at(hours));
});
