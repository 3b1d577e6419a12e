import { getVtimezoneComponent } from "@touch4it/ical-timezones";
import ical, {
  ICalAlarmType,
  ICalCalendarMethod,
  type ICalDayJsStub,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { Locale, Window } from "../../platform/types";
import { instantOf, wallTime } from "../../platform/zone";

/** One shift in a feed. `uid` never changes; `sequence` grows with every change. */
export type CalendarEntry = {
  uid: string;
  sequence: number;
  window: Window;
  summary: string;
  location: string;
  description: string;
  /** Absolute address of its page, or null. */
  url: string | null;
  createdAt: Date;
  changedAt: Date;
  cancelled: boolean;
  /** Still to be answered: shown as tentative and as free. */
  tentative: boolean;
  /** Two hours before it, to whoever has said yes. */
  reminds: boolean;
};

/** `zone` is an IANA name; `now` is when the feed is read. */
export type Calendar = {
  name: string;
  zone: string;
  locale: Locale;
  entries: readonly CalendarEntry[];
  now: Date;
};

const HOUR_S = 3600;

/** The feed as text (RFC 5545, RFC 7986), CRLF lines folded at 75 octets. */
export function calendarText({ name, zone, locale, entries, now }: Calendar): string {
  const rules = rulesOf(zone);
  // The whole gets no `timezone`: with one, the library writes DTSTAMP and CREATED in local time.
  const text = ical({
    prodId: { company: "Naaber", product: "Shifts", language: locale },
    name: escaped(name),
    method: ICalCalendarMethod.PUBLISH,
    scale: "GREGORIAN",
    ttl: HOUR_S,
    x: { "X-WR-TIMEZONE": zone },
    events: entries.map((entry) => eventOf(entry, rules ? zone : null, now)),
  }).toString();
  const [begin, ...rest] = text.split(LINE_END);
  return propertiesFirst([begin!, ...(rules ?? []), ...rest]);
}

function eventOf(entry: CalendarEntry, zone: string | null, now: Date): ICalEventData {
  const { window, cancelled, tentative } = entry;
  const local = zone !== null && !isDoubled(window.from, zone) && !isDoubled(window.to, zone);
  const firm = !cancelled && !tentative;
  return {
    id: escaped(entry.uid),
    sequence: entry.sequence,
    // Under METHOD, DTSTAMP is when this text was made; LAST-MODIFIED tells of the change.
    stamp: now,
    start: local ? localTime(window.from, zone) : window.from,
    end: local ? localTime(window.to, zone) : window.to,
    timezone: local ? zone : null,
    summary: printable(entry.summary),
    location: printable(entry.location),
    description: printable(entry.description),
    // The library escapes an address like a text, against RFC 5545 3.3.13: leave it nothing to.
    url: entry.url?.replace(/[,;\\]/g, encodeURIComponent) ?? null,
    created: entry.createdAt,
    lastModified: entry.changedAt,
    status: statusOf(entry),
    transparency: firm ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    alarms: firm && entry.reminds ? [{ type: ICalAlarmType.display, trigger: 2 * HOUR_S }] : [],
  };
}

function statusOf({ cancelled, tentative }: CalendarEntry): ICalEventStatus {
  if (cancelled) return ICalEventStatus.CANCELLED;
  return tentative ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}

/**
 * Whether the zone's clock shows this time twice. DTSTART with TZID can mean the first one only
 * (RFC 5545 3.3.5), and some calendars read the second: its event is written in UTC.
 */
function isDoubled(at: Date, zone: string): boolean {
  const wall = wallTime(at, zone);
  const minute = Math.floor(at.getTime() / 60_000) * 60_000;
  const anHourOn = new Date(minute + HOUR_S * 1000);
  return instantOf(wall, zone)?.getTime() !== minute || wallTime(anHourOn, zone) === wall;
}

/** The library writes a plain Date by the clock of the process: this one knows its own digits. */
function localTime(at: Date, zone: string): ICalDayJsStub {
  const [day, time] = wallTime(at, zone).replace(/[-:]/g, "").split("T") as [string, string];
  const seconds = String(at.getUTCSeconds()).padStart(2, "0");
  return {
    format: (pattern) => (pattern === "HHmmss" ? time + seconds : day),
    isValid: () => true,
    toDate: () => at,
    toJSON: () => at.toJSON(),
  };
}

/** No line of a calendar may hold a control character, a tab and a line's end excepted. */
const printable = (text: string) => text.replace(/(?![\t\r\n])\p{Cc}/gu, "");

/** For the fields that the library takes as they are. */
const escaped = (text: string) =>
  printable(text)
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\r\n|\r|\n/g, "\\n");

/** Zones whose name is younger than the collection of rules. */
const FORMER_NAMES: Record<string, string> = { "Europe/Kyiv": "Europe/Kiev" };
const known = new Map<string, string[] | null>();

/** The lines of the zone's VTIMEZONE; null for UTC and unknown zones: then times are in UTC. */
function rulesOf(zone: string): string[] | null {
  const before = known.get(zone);
  if (before !== undefined) return before;
  const found = zone === "UTC" ? null : getVtimezoneComponent(FORMER_NAMES[zone] ?? zone);
  const lines = found?.trim().replace(/^TZID:.*$/m, `TZID:${zone}`);
  const rules = lines?.split(/\r?\n/) ?? null;
  known.set(zone, rules);
  return rules;
}

/** The end of a line that isn't merely folded. */
const LINE_END = /\r\n(?! )/;

/** RFC 5545 3.4 and 3.6 put a component's properties before its parts; the library mixes them. */
function propertiesFirst(lines: readonly string[]): string {
  const open: { own: string[]; parts: string[] }[] = [{ own: [], parts: [] }];
  for (const line of lines) {
    if (line.startsWith("BEGIN:")) open.push({ own: [], parts: [] });
    open.at(-1)!.own.push(line);
    if (!line.startsWith("END:")) continue;
    const { own, parts } = open.pop()!;
    open.at(-1)!.parts.push(...own.slice(0, -1), ...parts, line);
  }
  return open[0]!.parts.map((line) => `${line}\r\n`).join("");
}
