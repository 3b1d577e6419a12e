import type { Priority } from "../../districts/types";

/**
 * For what a request waits so long that others are told: danger to life that nobody has read, or that nobody comes to; any other
 * of which all who were asked said no or nothing. The trigger `watch_request` says when each begins and ends.
 */
export const ESCALATED = ["unread", "nobody_coming", "unanswered"] as const;
export type Escalated = (typeof ESCALATED)[number];

/** Who is told, level by level: the district's coordinators on duty, all of its coordinators, the administrators. */
export const ESCALATION_LEVELS = ["on_duty", "district", "administrators"] as const;
export type EscalationLevel = (typeof ESCALATION_LEVELS)[number];

type Minutes =
  | readonly []
  | readonly [number]
  | readonly [number, number]
  | readonly [number, number, number];

/** Minutes until the first level is told, then from each to the next; what has fewer of them goes no higher. */
const UNREAD: Minutes = [5, 5, 5];
const NOBODY_COMING: Minutes = [10, 10, 10];
const UNANSWERED: Record<Priority, Minutes> = {
  critical: NOBODY_COMING,
  high: [5, 20],
  normal: [15],
  low: [60],
};

/** After how many minutes of waiting, or of the level before, a level is told; null where it never is. */
export function minutesTo(level: number, kind: Escalated, priority: Priority): number | null {
  const minutes = {
    unread: UNREAD,
    nobody_coming: NOBODY_COMING,
    unanswered: UNANSWERED[priority],
  };
  return minutes[kind][level - 1] ?? null;
}

type Waiting = { kind: Escalated; since: Date; level: number; toldAt: Date | null };

/** When the next level is told of what waits still; null where nobody is left to be told. */
export function nextTelling(
  { kind, since, level, toldAt }: Waiting,
  priority: Priority,
): { level: number; at: Date } | null {
  const minutes = minutesTo(level + 1, kind, priority);
  if (minutes === null) return null;
  return { level: level + 1, at: new Date((toldAt ?? since).getTime() + minutes * 60_000) };
}
