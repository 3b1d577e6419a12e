import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, wallTime } from "../../platform/zone";
import type { Repeat } from "../types";
import {
  lastsOf,
  monthsWithout,
  occurrences,
  repeatOf,
  ruleOf,
  type Series,
  splitAt,
  whyNotRepeat,
} from "./recurrence";

const ZONES = ["Europe/Tallinn", "Europe/Kyiv"] as const;
const daily: Repeat = { frequency: "daily", interval: 1, weekdays: [], until: null, count: null };
const series = (
  starts: string,
  lasts: number,
  repeat: Partial<Repeat> = {},
  except: string[] = [],
) => ({ rule: ruleOf({ ...daily, ...repeat }, starts), starts, lasts, except }) satisfies Series;
const all = { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2029-01-01T00:00:00Z") };
const walls = (one: Series) => occurrences(one, "Europe/Kyiv", all, 60).map(({ wall }) => wall);

describe("a repeating shift", () => {
  it.each(ZONES)("of the night ends in the morning, also when the clocks change in %s", (zone) => {
    const nights = occurrences(series("2026-10-24T20:00", 720, { count: 2 }), zone, all);
    const hours = nights.map(({ window }) => (+window.to - +window.from) / 3_600_000);
    expect(hours).toEqual([13, 12]);
    const [spring] = occurrences(series("2027-03-27T20:00", 720), zone, all, 1);
    expect(wallTime(spring!.window.to, zone)).toBe("2027-03-28T08:00");
    expect(+spring!.window.to - +spring!.window.from).toBe(11 * 3_600_000);
  });

  it("is weekly on its days, monthly on its day, and not on its exceptions", () => {
    const mondays = { frequency: "weekly" as const, weekdays: [1, 3], count: 4 };
    expect(walls(series("2026-11-23T10:00", 60, mondays, ["2026-11-25"]))).toEqual([
      "2026-11-23T10:00",
      "2026-11-30T10:00",
      "2026-12-02T10:00",
    ]);
    const monthly = series("2026-12-31T10:00", 60, { frequency: "monthly", until: "2027-04-01" });
    expect(walls(monthly)).toEqual(["2026-12-31T10:00", "2027-01-31T10:00", "2027-03-31T10:00"]);
  });

  it("that the spring gap would swallow lasts what it should", () => {
    const [one] = occurrences(series("2027-03-28T02:45", 30), "Europe/Kyiv", all, 1);
    expect(+one!.window.to - +one!.window.from).toBeGreaterThan(0);
  });

  it.each([
    ["interval", { interval: 0 }],
    ["count", { count: 501 }],
    ["count", { count: 2, until: "2027-01-01" }],
    ["until", { until: "2026-11-22" }],
    ["weekdays", { weekdays: [1, 1] }],
    ["weekdays", { weekdays: [8] }],
    [null, { until: "2026-11-23" }],
  ])("is refused for its %s: %o", (reason, change) => {
    expect(whyNotRepeat({ ...daily, ...change }, "2026-11-23T10:00")).toBe(reason);
  });
});

/** Days around both changes: 25 October 2026 and 28 March 2027. */
const day = fc
  .tuple(fc.constantFrom("2026-10-20", "2027-03-23"), fc.integer({ min: 0, max: 6 }))
  .map(([from, on]) =>
    new Date(Date.parse(`${from}T00:00:00Z`) + on * 86_400_000).toISOString().slice(0, 10),
  );
const minute = fc.integer({ min: 0, max: 1439 });
const two = (value: number) => String(value).padStart(2, "0");
const start = fc
  .tuple(day, minute)
  .map(([on, at]) => `${on}T${two((at / 60) | 0)}:${two(at % 60)}`);
const repeat: fc.Arbitrary<Repeat> = fc.record({
  frequency: fc.constantFrom("daily" as const, "weekly" as const, "monthly" as const),
  interval: fc.integer({ min: 1, max: 4 }),
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 4 }),
  until: fc.constant(null),
  count: fc.integer({ min: 2, max: 12 }),
});
const lasts = fc.integer({ min: 15, max: 1440 });
const zone = fc.constantFrom(...ZONES);

describe("across both changes of the clocks", () => {
  it("every shift starts when the wall says, later than the one before, and lasts some time", () => {
    fc.assert(
      fc.property(start, repeat, lasts, zone, (starts, how, long, where) => {
        const found = occurrences(series(starts, long, how), where, all);
        expect(found[0]?.wall).toBe(starts);
        for (const [index, { wall, window }] of found.entries()) {
          const shown = wallTime(window.from, where);
          // In the gap of spring no clock shows it: then the instant is what `instantOf` says.
          if (shown !== wall) expect(window.from).toEqual(instantOf(wall, where));
          expect(+window.to).toBeGreaterThan(+window.from);
          if (index > 0) expect(+window.from).toBeGreaterThan(+found[index - 1]!.window.from);
        }
      }),
    );
  });

  it("three shifts a day leave no gap and do not overlap", () => {
    for (const where of ZONES)
      for (const from of ["2026-10-20", "2027-03-23"]) {
        const three = ["00:00", "08:00", "16:00"].flatMap((at) =>
          occurrences(series(`${from}T${at}`, 480, { count: 10 }), where, all),
        );
        const windows = three.map(({ window }) => window).sort((a, b) => +a.from - +b.from);
        for (const [index, { to }] of windows.slice(0, -1).entries())
          expect(windows[index + 1]!.from).toEqual(to);
      }
  });

  it("exceptions never appear, and a split loses nothing and doubles nothing", () => {
    fc.assert(
      fc.property(start, repeat, zone, fc.nat(11), fc.nat(11), (starts, how, where, out, at) => {
        const whole = series(starts, 60, how);
        const days = occurrences(whole, where, all);
        const except = [days[out % days.length]!.wall.slice(0, 10)];
        const some = { ...whole, except };
        const left = occurrences(some, where, all);
        expect(left.map(({ wall }) => wall)).toEqual(
          days.map(({ wall }) => wall).filter((wall) => !except.includes(wall.slice(0, 10))),
        );
        const split = splitAt(some, left[at % left.length]!.wall)!;
        const before = split.before ? occurrences(split.before, where, all) : [];
        expect([...before, ...occurrences(split.after, where, all)]).toEqual(left);
      }),
    );
  });

  it("a rule is read back as it was written", () => {
    fc.assert(
      fc.property(start, repeat, (starts, how) => {
        const read = repeatOf(ruleOf(how, starts))!;
        expect(ruleOf(read, starts)).toBe(ruleOf(how, starts));
        expect({ ...read, weekdays: [] }).toEqual({ ...how, weekdays: [] });
      }),
    );
    expect(lastsOf("2026-10-24T20:00", "2026-10-25T08:00")).toBe(720);
  });

  it("whatever zone the process runs in", () => {
    const module = new URL("./recurrence.ts", import.meta.url).pathname;
    const script = `import(${JSON.stringify(module)}).then(({ occurrences, ruleOf }) => {
      const starts = "2026-10-23T03:30", repeat = ${JSON.stringify({ ...daily, count: 170 })};
      const one = { rule: ruleOf(repeat, starts), starts, lasts: 90, except: [] };
      const all = { from: new Date("2026-01-01"), to: new Date("2028-01-01") };
      console.log(JSON.stringify(occurrences(one, "Europe/Kyiv", all)));
    })`;
    const expansions = ["UTC", "America/New_York", "Europe/Kyiv"].map((TZ) =>
      execFileSync(process.execPath, ["--import", "tsx", "-e", script], {
        env: { NODE_ENV: "test", TZ },
        encoding: "utf8",
      }),
    );
    expect(new Set(expansions).size).toBe(1);
    expect(JSON.parse(expansions[0]!).length).toBe(170);
  });
});

describe("the end of a month", () => {
  const starts = "2026-12-31T10:00";
  const rule = (frequency: "monthly" | "month_end", from = starts, interval = 1) =>
    ruleOf({ frequency, interval, weekdays: [], until: null, count: null }, from);
  const daysOf = (series: Pick<Series, "rule" | "starts">) =>
    occurrences({ ...series, lasts: 60, except: [] }, "Europe/Kyiv", {
      from: new Date("2026-12-01T00:00Z"),
      to: new Date("2027-12-31T23:00Z"),
    }).map(({ wall }) => wall.slice(5, 10));

  it("is a day of every month, however long that is, and is read back", () => {
    const ends = rule("month_end");
    expect(daysOf({ rule: ends, starts }).slice(0, 5)).toEqual([
      "12-31",
      "01-31",
      "02-28",
      "03-31",
      "04-30",
    ]);
    expect(repeatOf(ends)?.frequency).toBe("month_end");
    const repeat = repeatOf(ends)!;
    expect(whyNotRepeat(repeat, starts)).toBeNull();
    expect(whyNotRepeat(repeat, "2026-12-30T10:00")).toBe("frequency");
    expect(whyNotRepeat(repeat, "2028-02-28T10:00")).toBe("frequency");
    expect(whyNotRepeat(repeat, "2027-02-28T10:00")).toBeNull();
  });

  it.each([
    ["2026-12-31T10:00", 1, ["2027-02", "2027-04", "2027-06", "2027-09", "2027-11"]],
    ["2026-12-30T10:00", 1, ["2027-02"]],
    ["2026-12-31T10:00", 2, ["2027-02", "2027-04", "2027-06"]],
    ["2027-03-29T10:00", 1, []],
    ["2026-12-28T10:00", 1, []],
  ])("a monthly series from %s, every %d, leaves out %j", (from, interval, months) => {
    const monthly = rule("monthly", from, interval);
    expect(monthsWithout({ rule: monthly, starts: from })).toEqual(months);
    for (const month of months)
      expect(daysOf({ rule: monthly, starts: from }).map((day) => day.slice(0, 2))).not.toContain(
        month.slice(5),
      );
  });
});
