import { describe, expect, it } from "vitest";
import { instantOf, wallTime } from "../../platform/zone";
import { doorNumber } from "./door-number";
import { safetyAskAt, silentFrom } from "./safety";

const zone = "Europe/Kyiv";
const on = (wall: string) => instantOf(`2026-11-${wall}`, zone)!;

describe("when somebody who is there is asked whether they are all right", () => {
  it.each([
    [
      "by day, a quarter of an hour after the task should be done",
      "25T12:00",
      "25T12:00",
      "25T14:00",
      "25T14:15",
    ],
    [
      "who came when it should be done, half an hour later",
      "25T13:50",
      "25T13:50",
      "25T14:00",
      "25T14:20",
    ],
    ["who came after that, half an hour later", "25T15:00", "25T15:00", "25T14:00", "25T15:30"],
    [
      "at night, after three quarters of an hour, however long it takes",
      "25T23:00",
      "25T23:00",
      "26T03:00",
      "25T23:45",
    ],
    [
      "sooner where the task is short, by night too",
      "25T23:00",
      "25T23:00",
      "25T23:20",
      "25T23:35",
    ],
    ["when the night begins", "25T21:30", "25T21:30", "26T03:00", "25T22:15"],
    ["not yet when the night is over", "25T06:30", "25T06:30", "25T09:00", "25T09:15"],
    ["an hour after their answer", "25T12:00", "25T14:20", "25T14:00", "25T15:20"],
    ["and three quarters of one by night", "25T22:00", "25T23:10", "25T23:00", "25T23:55"],
  ])("%s", (_, arrived, sign, until, expected) => {
    const stay = { arrivedAt: on(arrived), signAt: on(sign), until: on(until) };
    expect(wallTime(safetyAskAt(stay, zone), zone)).toBe(`2026-11-${expected}`);
  });

  it("counts as silent ten minutes later", () => {
    expect(silentFrom(on("25T23:45"))).toEqual(on("25T23:55"));
  });
});

describe("a number at the door", () => {
  const ids = Array.from({ length: 2_000 }, () => crypto.randomUUID());
  const [one, other] = ids as [string, string];

  it("has three digits that read the same for all, and follows from who comes and to whom alone", () => {
    for (const id of ids) expect(doorNumber(id, one)).toMatch(/^[1-9]\d\d$/);
    expect(doorNumber(one, other)).toBe(doorNumber(one, other));
    // None is drawn much more often than another, neither for one door nor on one round.
    expect(new Set(ids.map((id) => doorNumber(id, one))).size).toBeGreaterThan(700);
    expect(new Set(ids.map((id) => doorNumber(one, id))).size).toBeGreaterThan(700);
  });

  it("says nothing of the number at the next door of the same round", () => {
    const atNext = (part: string) =>
      Number(doorNumber(part, other)) - Number(doorNumber(part, one));
    expect(new Set(ids.map(atNext)).size).toBeGreaterThan(700);
  });
});
