import type { Clocks, Priority } from "../../districts/types";
import type { Vulnerable } from "../types";

const MINUTE = 60_000;

type Intake = {
  now: Date;
  suggested: Priority;
  vulnerable: readonly Vulnerable[];
  /** Whole hours until it is too late, or null. */
  hours: number | null;
  clocks: Clocks;
};

/** What a request starts with, until a coordinator has looked: urgency and when it is due. */
export function decideIntake({ now, suggested, vulnerable, hours, clocks }: Intake) {
  const raised = vulnerable.includes("powered_device") && suggested !== "critical";
  const priority: Priority = raised ? "high" : suggested;
  const neededBy = hours === null ? null : new Date(now.getTime() + hours * 60 * MINUTE);
  const clock = new Date(now.getTime() + clocks[priority].triageMinutes * MINUTE);
  return {
    priority,
    neededBy,
    dueAt: neededBy && neededBy < clock ? neededBy : clock,
  };
}
