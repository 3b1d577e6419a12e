import type { Assurance } from "../types";
import { hasReach } from "./session";

type Judged = {
  districts: readonly unknown[];
  administrator: boolean;
  assurance: Assurance;
  hasSecondFactor: boolean;
  /** From when a second factor is required of whoever has reach. */
  requiredFrom: Date;
};

/**
 * What a session may do with its person's reach: `assured` all of it, `grace` all of it until the day, `withheld`
 * nothing before a second factor is shown. A demo asks for none.
 */
export function judgeAssurance(
  { assurance, hasSecondFactor, requiredFrom, ...reach }: Judged,
  { demo, now }: { demo: boolean; now: Date },
): "assured" | "grace" | "withheld" {
  if (demo || !hasReach(reach) || assurance === "second") return "assured";
  // The days of grace are for those who have none yet.
  if (hasSecondFactor) return "withheld";
  return now < requiredFrom ? "grace" : "withheld";
}

/** Days of grace that an administrator may set, from today. */
export const GRACE_DAYS = { least: 0, most: 90 };
