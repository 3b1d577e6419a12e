import { describe, expect, it } from "vitest";
import { LOCALES, type Locale } from "../platform/types";
import { makeI18n } from "./context";

const now = new Date("2026-11-26T16:40:00Z");
const of = (locale: Locale) => makeI18n(locale, "Europe/Kyiv", now);
const inEach = (say: (i18n: ReturnType<typeof of>) => string) =>
  Object.fromEntries(LOCALES.map((locale) => [locale, say(of(locale)).replaceAll("\u00a0", " ")]));
const HOUR = 3_600_000;
const SECOND = 1_000;

describe("a day in a sentence", () => {
  it("has no full stop of its own to meet that of the sentence", () => {
    expect(inEach(({ day }) => `${day(now)}.`)).toMatchObject({
      et: "26. november 2026.",
      uk: "26 листопада 2026 року.",
      en: "26 November 2026.",
      ru: "26 ноября 2026 года.",
    });
  });

  it("nor have days from one to another", () => {
    const later = new Date(+now + 72 * HOUR);
    for (const locale of LOCALES) expect(of(locale).days(now, later)).not.toMatch(/\.$/);
    expect(of("uk").days(now, later)).toMatch(/року$/);
    expect(of("ru").days(now, later)).toMatch(/года$/);
  });

  it("begins a line with a capital", () => {
    expect(inEach(({ weekday, initial }) => initial(weekday(now)))).toMatchObject({
      et: "Neljapäev, 26. november",
      uk: "Четвер, 26 листопада",
      en: "Thursday 26 November",
      ru: "Четверг, 26 ноября",
    });
  });
});

describe("time worked", () => {
  it("is hours and minutes, however many: a certificate counts no days", () => {
    expect(inEach(({ hours }) => hours(75 * HOUR))).toMatchObject({
      et: "75 h",
      uk: "75 год",
      en: "75 h",
      ru: "75 ч",
    });
    expect(inEach(({ hours }) => hours(2.5 * HOUR)).en).toBe("2 h 30 min");
    expect(inEach(({ hours }) => hours(20 * SECOND)).en).toBe("0 min");
  });

  it("and how long something has waited is days from two on", () => {
    expect(inEach(({ duration }) => duration(75 * HOUR)).en).toBe("3 days");
    expect(inEach(({ duration }) => duration(47 * HOUR)).en).toBe("47 h");
    expect(inEach(({ duration }) => duration(10 * HOUR - 1)).en).toBe("9 h 59 min");
    expect(inEach(({ duration }) => duration(21.5 * HOUR)).en).toBe("21 h");
    expect(inEach(({ hours }) => hours(21.5 * HOUR)).en).toBe("21 h 30 min");
  });
});

describe("how long, where there is little room", () => {
  it("is short below a minute, in each language", () => {
    expect(inEach(({ brief }) => brief(20 * SECOND))).toEqual({
      et: "< 1 min",
      uk: "< 1 хв",
      en: "< 1 min",
      ru: "< 1 мин",
    });
    expect(inEach(({ brief }) => brief(-SECOND))).toEqual(inEach(({ brief }) => brief(0)));
  });

  it("is else what it is everywhere", () => {
    for (const gap of [60 * SECOND, 90 * SECOND, HOUR, 47 * HOUR, 75 * HOUR])
      expect(inEach(({ brief }) => brief(gap))).toEqual(inEach(({ duration }) => duration(gap)));
  });
});

describe("a time from now", () => {
  it("says in words of its own what is less than a minute away", () => {
    expect(inEach(({ relative }) => relative(new Date(+now + 20 * SECOND)))).toMatchObject({
      et: "vähem kui minuti pärast",
      uk: "менш ніж за хвилину",
      en: "in less than a minute",
      ru: "меньше чем через минуту",
    });
    expect(inEach(({ relative }) => relative(new Date(+now - 20 * SECOND))).en).toBe(
      "less than a minute ago",
    );
    expect(inEach(({ relative }) => relative(new Date(+now - 90 * SECOND))).en).toBe("1 min ago");
  });
});

describe("an amount", () => {
  it("has the form that its number asks for", () => {
    expect([1, 2, 5, 21].map((count) => of("uk").amount(count, "person"))).toEqual([
      "1\u00a0людина",
      "2\u00a0людини",
      "5\u00a0людей",
      "21\u00a0людина",
    ]);
    expect([1, 2].map((count) => of("en").amount(count, "portion"))).toEqual([
      "1\u00a0portion",
      "2\u00a0portions",
    ]);
  });

  it("never parts from its unit, and says what of it is there", () => {
    expect(of("et").amount(19.5, "litre")).toBe("19,5\u00a0l");
    expect(of("en").amount(20, "litre", 8)).toBe("8 / 20\u00a0l");
  });

  it("keeps a unit that no text knows, and none at all", () => {
    expect(of("ru").amount(3, "bar")).toBe("3\u00a0bar");
    expect(of("ru").amount(3, "")).toBe("3");
  });
});

describe("terms in a row", () => {
  it("are written small but the first, unless their capitals are their own", () => {
    expect(of("en").terms(["Driving", "First aid", "SMS"])).toBe("Driving, first aid and SMS");
    expect(of("uk").terms(["Водіння", "Перша допомога"])).toBe("Водіння і перша допомога");
  });
});

describe("a refused change", () => {
  it("names who was first, and does without where nobody has a name", () => {
    const { refusal } = of("en");
    const at = now.toISOString();
    expect(refusal("conflict", { who: "Olena", at })).toContain("in the meantime: Olena, 18:40.");
    expect(refusal("conflict", { who: "", at })).toContain("in the meantime (18:40).");
  });
});
