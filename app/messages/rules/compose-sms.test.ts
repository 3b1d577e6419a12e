import { describe, expect, it } from "vitest";
import { translator } from "../../i18n/translate";
import { LOCALES } from "../../platform/types";
import { stairsInWords } from "../../requests/rules/stairs";
import { SMS_TEMPLATES } from "../types";
import { composeSms } from "./compose-sms";
import { segmentsOf } from "./segments";

const now = new Date("2026-11-23T16:00:00Z");
const city = { zone: "Europe/Kyiv", emergencyNumber: "112" };
const params = {
  code: "12345678",
  number: 712,
  what: "Water",
  where: "Sykhiv",
  at: "2026-11-23T16:20:00Z",
  by: "2026-11-23T19:00:00Z",
  wasAt: "2026-11-23T15:00:00Z",
  codes: "1234 5678, 8765 4321",
  numbers: "712, 713",
  why: "No power",
};

const text = (template: string, locale: (typeof LOCALES)[number], more = {}) =>
  composeSms({ locale, template, params: { ...params, ...more } }, city, now);

describe.each(LOCALES)("text messages in %s", (locale) => {
  const said = translator(locale);

  it.each(SMS_TEMPLATES)("%s is whole, and has no link", (template) => {
    const happened = said("track:headline.on_the_way");
    const body = composeSms(
      { locale, template, params: { ...params, happened }, words: "Hello" },
      city,
      now,
    );
    expect(body).not.toMatch(/{{|undefined|http/);
    expect(body).toBe(body.trim());
  });

  it.each([
    "request_code",
    "answer.taken",
    "answer.taken_where",
    "answer.danger",
    "answer.noted",
    "answer.placed",
    "answer.nothing",
    "answer.cancelled",
    "answer.confirm_cancel",
    "answer.thanks",
    "answer.not_come",
    "answer.back",
    "answer.said_yes",
    "answer.on_the_way",
    "answer.there",
    "answer.done",
    "task_released",
    "task_moved",
    "resident_word",
    "safety_check",
    "coming_check",
    "answer.coming",
    "answer.cant_come",
    "answer.free_until",
    "answer.free_ended",
    "answer.safe",
    "answer.unsafe",
  ])("%s is one message", (template) => {
    const body = text(template, locale);
    expect(segmentsOf(body), body).toMatchObject({ segments: 1 });
  });

  it.each([
    "accepted",
    "on_the_way",
    "there",
    "short",
    "lost",
    "declined",
    "cancelled",
  ] as const)("that it is %s is one message", (step) => {
    const body = text("request_changed", locale, { happened: said(`track:headline.${step}`) });
    expect(segmentsOf(body), body).toMatchObject({ segments: 1 });
  });

  it("that somebody is on the way says by which number they are known, in one message", () => {
    const happened = said("track:headline.on_the_way");
    const how = said("sms:how.door", { numbers: "417" });
    const body = text("request_changed", locale, { happened, how });
    expect(body).toContain("417");
    expect(segmentsOf(body), body).toMatchObject({ segments: 1 });
  });

  it("whether help came is asked in one message, with how to answer", () => {
    const happened = said("track:headline.fulfilled");
    const body = text("request_changed", locale, { happened, how: said("sms:how.came") });
    expect(segmentsOf(body), body).toMatchObject({ segments: 1 });
    expect(body).toContain("1234 5678");
  });

  it("an offer says its day, how to answer, and how high it is to be carried, in two messages at most", () => {
    const stairs = stairsInWords(
      { t: translator(locale), number: String },
      { floor: 9, lift: "none" },
    );
    const danger = said("common:priority.critical");
    const body = text("task_offered", locale, { stairs, danger });
    expect(body).toContain(stairs);
    expect(body).toContain(`${danger}: Water`);
    expect(body).toMatch(/23.*18:20/);
    expect(body).toMatch(/1 = .*2 = /);
    expect(segmentsOf(body).segments, body).toBeLessThanOrEqual(2);
  });

  it("goes out with plain signs, and what somebody wrote in part", () => {
    const body = composeSms(
      { locale, template: "request_note", params, words: `«${"а".repeat(400)}»` },
      city,
      now,
    );
    expect(body).toContain('"а');
    expect(body).toContain("...");
    expect(segmentsOf(body).segments).toBeLessThanOrEqual(4);
  });
});
