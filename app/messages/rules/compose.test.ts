import { describe, expect, it } from "vitest";
import { LOCALES } from "../../platform/types";
import { TEMPLATES } from "../types";
import { compose } from "./compose";

const now = new Date("2026-11-23T16:00:00Z");
const city = { zone: "Europe/Kyiv", emergencyNumber: "112" };
const params = {
  name: "Olena",
  url: "https://naaber.example/x",
  code: "12345678",
  what: "Water",
  reason: "No power",
  happened: "We have it",
  why: "Nobody is there",
  where: "Sykhiv",
  stairs: "floor 9",
  number: 7,
  device: "Firefox, Windows",
  at: "2026-11-23T16:20:00Z",
  end: "2026-11-24T06:00:00Z",
  by: "2026-11-23T19:00:00Z",
  wasAt: "2026-11-23T15:00:00Z",
  wasEnd: "2026-11-23T17:00:00Z",
  wasWhere: "Sykhiv",
  wasAddress: "Zelena 1",
  address: "Naukova 2",
  role: "Tea",
  calendar: "https://naaber.example/x/calendar.ics",
  list: "A shift",
  profile: "https://naaber.example/profile",
  // Of a broadcast there are nothing but these.
  words: "Water at the school: https://naaber.example/x",
};

describe.each(TEMPLATES)("the mail %s", (template) => {
  it.each(LOCALES)("is whole in %s: its link in it, nothing left to fill in", (locale) => {
    const { subject, text } = compose({ locale, template, params }, city, now);
    expect(text).toContain(params.url);
    expect(subject + text).not.toMatch(/{{|undefined/);
    expect(subject).not.toContain("\n");
  });
});

it("says a time in the city's zone", () => {
  const { text } = compose({ locale: "uk", template: "task_offered", params }, city, now);
  expect(text).toContain("18:20");
});

describe("a time in a mail", () => {
  /** Today, tomorrow and long ago: a mail is read on another day than it was written. */
  const days: [string, RegExp][] = [
    ["2026-11-23T16:20:00Z", /Monday 23 November, 18:20/],
    ["2026-11-24T22:30:00Z", /Wednesday 25 November, 00:30/],
    ["2026-03-29T00:59:00Z", /Sunday 29 March, 02:59/],
    ["2025-12-31T21:59:00Z", /Wednesday 31 December, 23:59/],
  ];
  it.each(days)("%s has its weekday and date, whenever that is", (at, said) => {
    const moments = { at, end: "", by: at, wasAt: at, wasEnd: "" };
    for (const template of TEMPLATES) {
      const all = { ...params, ...moments };
      const { subject, text } = compose({ locale: "en", template, params: all }, city, now);
      for (const clock of (subject + text).matchAll(/\d\d:\d\d/g)) {
        const before = (subject + text).slice(0, clock.index + 5);
        expect(before).toMatch(new RegExp(`${said.source}$`));
      }
    }
  });

  it("is a span with both its days where a shift lasts into the next", () => {
    const write = (some: object) =>
      compose({ locale: "en", template: "shift_soon", params: { ...params, ...some } }, city, now);
    expect(write({}).text).toContain("Monday 23 November, 18:20 – Tuesday 24 November, 08:00");
    expect(write({ end: "2026-11-23T18:00:00Z" }).subject).toBe(
      "Your shift: Sykhiv, Monday 23 November, 18:20–20:00",
    );
  });
});

it.each(
  LOCALES,
)("a mail of a shift says when, where, as what, and what it was, in %s", (locale) => {
  const { text } = compose({ locale, template: "shift_moved", params }, city, now);
  for (const part of ["18:20", "08:00", "Sykhiv, Naukova 2", "Tea", "17:00", "Zelena 1", "21:00"])
    expect(text).toContain(part);
  expect(text).toContain(params.calendar);
});

describe.each(LOCALES)("in %s", (locale) => {
  const write = (template: string, some: object) =>
    compose({ locale, template, params: { ...params, ...some } }, city, now);

  it("names what and where of a task, and leaves out where it has no district", () => {
    expect(write("task_offered", {}).subject).toMatch(/ Water, Sykhiv$/);
    for (const template of ["task_offered", "task_released"]) {
      const { subject, text } = write(template, { where: "" });
      expect(subject + text).not.toMatch(/Water,|, ?[().]/);
    }
  });

  it("says first that a life is at risk, where it is", () => {
    const danger = "Danger to life";
    expect(write("task_offered", { danger }).subject).toMatch(/ Danger to life: Water, Sykhiv$/);
    expect(write("task_offered", { danger: "" }).subject).not.toContain(":");
  });

  it("says whom to call, where the city has named a number, and once", () => {
    const read = (template: string, some: object, helpLine?: string) =>
      compose({ locale, template, params: { ...params, ...some } }, { ...city, helpLine }, now)
        .text;
    for (const template of TEMPLATES)
      expect(read(template, { phone: "15-80" }, "15-80").split("15-80")).toHaveLength(2);
    expect(read("request_changed", {}, "15-80").split("\n-- \n")[1]).toContain("15-80");
    expect(read("request_changed", {}, "")).toBe(read("request_changed", {}));
  });

  it("ends a question with its own sign alone", () => {
    expect(write("request_changed", { happened: "Did it come?" }).text).toMatch(/^Did it come\?\n/);
  });
});
