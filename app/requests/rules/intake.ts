import { type Clocks, PRIORITIES, type Priority } from "../../districts/types";
import type { Vulnerable } from "../types";

const MINUTE = 60_000;

type Intake = {
  now: Date;
  suggested: Priority;
  /** It presses no less than this, whatever is suggested. */
  atLeast?: Priority | undefined;
  vulnerable: readonly Vulnerable[];
  /** Hours until it is too late, or null. */
  hours: number | null;
  /** Since when these hours run, where that is not now. */
  writtenAt?: Date | null;
  /** The moment itself, where somebody named it; the earlier of the two counts. */
  neededBy?: Date | null;
  clocks: Clocks;
};

/** What a request starts with, until a coordinator has looked: urgency and when it is due. */
export function decideIntake({ now, suggested, vulnerable, hours, clocks, ...named }: Intake) {
  const floors = [suggested, named.atLeast, vulnerable.includes("powered_device") ? "high" : null];
  const priority = PRIORITIES.find((one) => floors.includes(one)) ?? suggested;
  const times = [
    named.neededBy?.getTime(),
    hours === null ? null : (named.writtenAt ?? now).getTime() + hours * 60 * MINUTE,
  ];
  const known = times.filter((time) => time != null);
  const neededBy = known.length > 0 ? new Date(Math.min(...known)) : null;
  const clock = new Date(now.getTime() + clocks[priority].triageMinutes * MINUTE);
  return {
    priority,
    neededBy,
    dueAt: neededBy && neededBy < clock ? neededBy : clock,
  };
}
