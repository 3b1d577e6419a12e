import { type WallTime, wallTime } from "../../platform/zone";

const DAY = 24 * 3_600_000;
const NIGHT = { begins: "T18:00", ends: "T08:00" };

/** Times that are asked for most often, by the city's wall clock. */
export function spansOf(
  now: Date,
  zone: string,
): { key: "day" | "night" | "week"; from: WallTime; to: WallTime }[] {
  const at = (days: number) => wallTime(new Date(now.getTime() - days * DAY), zone);
  const dayOf = (days: number) => at(days).slice(0, 10);
  return [
    { key: "day", from: at(1), to: at(0) },
    { key: "night", from: dayOf(1) + NIGHT.begins, to: dayOf(0) + NIGHT.ends },
    { key: "week", from: at(7), to: at(0) },
  ];
}
