import { execFile } from "node:child_process";
import { promisify } from "node:util";
import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import type { Window } from "../../platform/types";
import { type Calendar, type CalendarEntry, calendarText } from "./calendar";

const ZONES = ["Europe/Tallinn", "Europe/Kyiv"];
const HOUR = 3_600_000;
const at = (iso: string) => new Date(iso);
const span = (from: string, to: string): Window => ({ from: at(from), to: at(to) });

const entry: CalendarEntry = {
  uid: "f3b0c1d2@naaber.example",
  sequence: 4,
  cancelled: false,
  tentative: false,
  reminds: true,
  window: span("2026-11-23T16:40:00Z", "2026-11-23T18:40:00Z"),
  summary: "Soup kitchen",
  location: "Kesk 1",
  description: "Bring gloves",
  url: "https://naaber.example/shifts#f3b0",
  createdAt: at("2026-11-01T08:00:00Z"),
  changedAt: at("2026-11-02T09:00:05Z"),
};
const calendar: Calendar = {
  name: "My shifts",
  zone: "Europe/Kyiv",
  locale: "en",
  entries: [entry],
  now: at("2026-11-20T07:00:00Z"),
};
const textOf = (change: Partial<CalendarEntry>, zone = calendar.zone) =>
  calendarText({ ...calendar, zone, entries: [{ ...entry, ...change }] });

const read = (text: string) => new ICAL.Component(ICAL.parse(text));
const eventsOf = (text: string) => read(text).getAllSubcomponents("vevent");
const valueIn = (component: ICAL.Component | undefined, name: string) =>
  String(component?.getFirstPropertyValue(name));

/** The instants as an independent reader finds them, by the VTIMEZONE of the text itself. */
function windowsIn(text: string): Window[] {
  return eventsOf(text).map((component) => {
    const { startDate, endDate } = new ICAL.Event(component);
    return { from: startDate.toJSDate(), to: endDate.toJSDate() };
  });
}

describe("the times of a feed", () => {
  it("are the zone's own, by its rules of both clock changes", () => {
    const text = textOf({});
    expect(text).toContain("DTSTART;TZID=Europe/Kyiv:20261123T184000\r\n");
    const rules = read(text).getFirstSubcomponent("vtimezone")!;
    expect(valueIn(rules, "tzid")).toBe("Europe/Kyiv");
    for (const month of [3, 10])
      expect(text).toContain(`RRULE:FREQ=YEARLY;BYMONTH=${month};BYDAY=-1SU\r\n`);
  });

  it.each([
    ["from the first doubled hour on", "2026-10-25T00:30:00Z", "2026-10-25T04:00:00Z"],
    ["into the second", "2026-10-24T20:00:00Z", "2026-10-25T01:30:00Z"],
    ["from one into the other", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"],
  ])("%s are in UTC", (_, from, to) => {
    const text = textOf({ window: span(from, to) });
    expect(text).toContain(`DTSTART:${from.replace(/[-:]/g, "")}\r\n`);
    expect(windowsIn(text)).toEqual([span(from, to)]);
  });

  it("across a clock change keep to the zone", () => {
    const window = span("2027-03-27T22:00:00Z", "2027-03-28T05:00:00Z");
    expect(textOf({ window })).toContain("DTEND;TZID=Europe/Kyiv:20270328T080000\r\n");
    expect(windowsIn(textOf({ window }))).toEqual([window]);
  });

  it("are in UTC where the zone has no rules", () =>
    expect(windowsIn(textOf({}, "UTC"))).toEqual([entry.window]));

  it("come back as the same instants", () => {
    const changes = ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"].map((day) =>
      at(`${day}T01:00:00Z`).getTime(),
    );
    const seconds = (from: number, to: number) =>
      fc.integer({ min: from / 1000, max: to / 1000 }).map((second) => second * 1000);
    const instant = fc.oneof(
      seconds(Date.UTC(2026, 0, 1), Date.UTC(2027, 11, 31)),
      ...changes.map((change) => seconds(change - 3 * HOUR, change + 3 * HOUR)),
    );
    const window = fc
      .tuple(instant, seconds(0, 26 * HOUR))
      .map(([from, length]) => ({ from: new Date(from), to: new Date(from + length) }));
    const windows = fc.array(window, { maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), windows, (zone, all) => {
        const entries = all.map((window) => ({ ...entry, window }));
        expect(windowsIn(calendarText({ ...calendar, zone, entries }))).toEqual(all);
      }),
      { numRuns: 60 },
    );
  });

  it("don't depend on the clock of the process", async () => {
    // 02:30 of this day is skipped in New York, 03:30 of the other one is doubled in Kyiv.
    const windows = ["2026-03-08", "2026-10-25"].map((day) =>
      span(`${day}T00:30:00Z`, `${day}T01:30:00Z`),
    );
    const given = { ...calendar, entries: windows.map((window) => ({ ...entry, window })) };
    const zones = ["UTC", "America/New_York", "Europe/Kyiv"];
    const script = `import { calendarText } from "./app/shifts/rules/calendar.ts";
      const date = (_, value) => /^[\\d-]+T[\\d:.]+Z$/.test(value) ? new Date(value) : value;
      process.stdout.write(calendarText(JSON.parse(process.argv[1], date)));`;
    const flags = ["--import", "tsx", "--input-type=module", "-e", script, JSON.stringify(given)];
    const run = (TZ: string) =>
      promisify(execFile)(process.execPath, flags, { env: { TZ, NODE_ENV: "test" } });
    const texts = (await Promise.all(zones.map(run))).map(({ stdout }) => stdout);
    expect(texts).toEqual(Array(3).fill(calendarText(given)));
    expect(windowsIn(texts[1]!)).toEqual(windows);
  });
});

describe("the texts of a feed", () => {
  const long = "Їжа, вода; тепло \\ 🧣👩‍🚒\n".repeat(14).slice(0, 300);
  const unit = fc.constantFrom(...'aZ 0,;:\\"\n\täйщЇ’漢🙂🇺🇦');
  const words = fc.string({ unit, minLength: 1, maxLength: 300 });

  it("come back the same, in whole lines of at most 75 octets", () => {
    fc.assert(
      fc.property(words, (text) => {
        const entries = [{ ...entry, summary: text, location: text, description: text }];
        const feed = calendarText({ ...calendar, name: text, entries });
        for (const name of ["summary", "location", "description"])
          expect(valueIn(eventsOf(feed)[0], name)).toBe(text);
        // The reader leaves the escapes of fields whose type it doesn't know as they are.
        const names = ["name", "x-wr-calname"].map((name) => valueIn(read(feed), name));
        const written = feed.replaceAll("\r\n ", "").match(/^SUMMARY:(.*)\r$/m)?.[1];
        expect(names).toEqual(Array(2).fill(written));
        expectFolded(feed);
      }),
      { numRuns: 60, examples: [[long]] },
    );
  });

  function expectFolded(feed: string) {
    expect(feed.endsWith("END:VCALENDAR\r\n")).toBe(true);
    expect(feed.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    const lines = feed.split("\r\n").map((line) => ({ line, octets: Buffer.from(line) }));
    expect(lines.filter(({ octets }) => octets.length > 75)).toEqual([]);
    // Half a character would come back as U+FFFD.
    expect(lines.filter(({ line, octets }) => octets.toString() !== line)).toEqual([]);
  }

  it("can't add a line or a control character of their own", () => {
    const text = textOf({ uid: "a\r\nBEGIN:VEVENT", summary: "b\u0000\u0085\rEND:VEVENT" });
    expect(eventsOf(text)).toHaveLength(1);
    expect(valueIn(eventsOf(text)[0], "summary")).toBe("b\nEND:VEVENT");
  });

  it("leave an address a valid one", () => {
    const text = textOf({ url: "https://naaber.example/a?b=1,2;c" });
    expect(valueIn(eventsOf(text)[0], "url")).toBe("https://naaber.example/a?b=1%2C2%3Bc");
    expect(textOf({ url: null })).not.toContain("\r\nURL");
  });
});

describe("a feed", () => {
  it("says what it is and when to ask again", () => {
    const whole = read(calendarText({ ...calendar, entries: [] }));
    expect(whole.getAllSubcomponents().map(({ name }) => name)).toEqual(["vtimezone"]);
    const properties = whole
      .getAllProperties()
      .map((one) => [one.name, String(one.getFirstValue())]);
    expect(Object.fromEntries(properties)).toEqual({
      version: "2.0",
      prodid: "-//Naaber//Shifts//EN",
      calscale: "GREGORIAN",
      method: "PUBLISH",
      name: "My shifts",
      "x-wr-calname": "My shifts",
      "x-wr-timezone": "Europe/Kyiv",
      "refresh-interval": "PT1H",
      "x-published-ttl": "PT1H",
    });
  });

  it.each([
    ["CONFIRMED", "OPAQUE", ["-PT2H"], {}],
    ["TENTATIVE", "TRANSPARENT", [], { tentative: true }],
    ["CANCELLED", "TRANSPARENT", [], { cancelled: true }],
    ["CANCELLED", "TRANSPARENT", [], { cancelled: true, tentative: true }],
  ])("shows a shift as %s and %s", (status, transp, triggers, change) => {
    const event = eventsOf(textOf(change))[0]!;
    expect([valueIn(event, "status"), valueIn(event, "transp")]).toEqual([status, transp]);
    const alarms = event.getAllSubcomponents("valarm");
    expect(alarms.map((alarm) => valueIn(alarm, "trigger"))).toEqual(triggers);
    expect(alarms.every((alarm) => valueIn(alarm, "action") === "DISPLAY")).toBe(true);
  });

  it("carries what tells a change apart, and invites nobody", () => {
    const text = textOf({});
    const names = ["uid", "sequence", "created", "last-modified", "url"];
    const expected = [entry.uid, "4", "2026-11-01T08:00:00Z", "2026-11-02T09:00:05Z", entry.url];
    expect(names.map((name) => valueIn(eventsOf(text)[0], name))).toEqual(expected);
    expect(text).not.toMatch(/ORGANIZER|ATTENDEE/);
  });

  it("of the same facts differs in DTSTAMP only", () => {
    const later = calendarText({ ...calendar, now: at("2026-11-21T07:00:00Z") });
    expect(later).toContain("DTSTAMP:20261121T070000Z");
    expect(later.replace(/DTSTAMP:\S+/g, "")).toBe(textOf({}).replace(/DTSTAMP:\S+/g, ""));
  });

  it("puts the properties of each component before its parts", () => {
    for (const { 1: inside } of textOf({}).matchAll(/END:\w+\r\n(\S+)/g))
      expect(inside).toMatch(/^(BEGIN|END):/);
  });
});
