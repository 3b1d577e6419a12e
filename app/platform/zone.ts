/** What a wall clock in a zone shows: `2026-11-23T18:40`, as `<input type="datetime-local">` writes it. */
export type WallTime = string;

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone (IANA name) at an instant. */
export function wallTime(at: Date, zone: string): WallTime {
  let format = formats.get(zone);
  if (!format) {
    const two = "2-digit" as const;
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: two,
      day: two,
      hour: two,
      minute: two,
    });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

const asUtc = (wall: WallTime) => new Date(`${wall}:00Z`).getTime();

/**
 * The instant at which a zone's wall clock shows this. In the gap of spring, when it never does, the clock
 * counts as if it had not been put forward; in autumn's double hour the first one is meant. Null for no time.
 */
export function instantOf(wall: WallTime, zone: string): Date | null {
  if (!PATTERN.test(wall) || Number.isNaN(asUtc(wall))) return null;
  // A slip of the finger (0026, 20266) is no time that anybody means, and the database has none of some of them.
  if (wall < "2000" || wall >= "2100") return null;
  const target = asUtc(wall);
  // 30 February is no day, and not 2 March either.
  if (new Date(target).toISOString().slice(0, 16) !== wall) return null;
  const offsetAt = (instant: number) => asUtc(wallTime(new Date(instant), zone)) - instant;
  // The offset before and after any change nearby; the greater one gives the earlier instant.
  const offsets = [offsetAt(target - 86_400_000), offsetAt(target + 86_400_000)];
  const candidates = offsets.map((offset) => target - offset).sort((a, b) => a - b);
  const fitting = candidates.find((instant) => offsetAt(instant) === target - instant);
  return new Date(fitting ?? target - offsets[0]!);
}

/** Monday is 1; minutes from midnight, by the zone's wall clock. */
export function weekMoment(at: Date, zone: string): { weekday: number; minute: number } {
  const wall = wallTime(at, zone);
  const day = new Date(asUtc(wall)).getUTCDay();
  return { weekday: day || 7, minute: Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14)) };
}
