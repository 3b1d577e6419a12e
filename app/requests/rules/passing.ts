import type { BoardLine, WhoComes } from "../views";
import { standOf } from "./urgency";

const MINUTE = 60_000;

type Line = Pick<
  BoardLine,
  "state" | "cover" | "createdAt" | "triagedAt" | "dueAt" | "neededBy" | "askedUntil"
>;

/**
 * The moment, in milliseconds, from which on a line may say something else though nothing about it has changed: a minute more or
 * less to or from one of its times, its clock being near its end, another minute of the day, with which another day may begin.
 */
export function saysSoUntil(line: Line, coming: readonly WhoComes[], now: Date): number {
  const at = now.getTime();
  const counted = [line.dueAt, line.askedUntil, coming[0]?.since];
  const stale = (coming[0]?.staleFrom?.getTime() ?? 0) - at;
  const untilNext = counted.map((time) => modulo((time?.getTime() ?? 0) - at, MINUTE));
  const untilNear = (standOf(line, now)?.nearFrom.getTime() ?? 0) - at;
  if (untilNear > 0) untilNext.push(untilNear);
  if (stale > 0) untilNext.push(stale);
  // At the very moment a time that is counted down to says the same as before it.
  return at + Math.min(...untilNext, modulo(-at, MINUTE)) + 1;
}

const modulo = (value: number, by: number) => ((value % by) + by) % by;
