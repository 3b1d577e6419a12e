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
  number: 7,
  device: "Firefox, Windows",
  at: "2026-11-23T16:20:00Z",
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

  it("ends a question with its own sign alone", () => {
    expect(write("request_changed", { happened: "Did it come?" }).text).toMatch(/^Did it come\?\n/);
  });
});
