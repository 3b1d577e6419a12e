import type { AlertSeverity } from "../types";

/** Hours that an alert may last. */
export const LONGEST_ALERT = 72;
export const LONGEST_HEADLINE = 120;
export const LONGEST_DESCRIPTION = 1_000;

/** How loudly a banner says it. */
export const toneOf = (severity: AlertSeverity): "danger" | "warning" =>
  severity === "Extreme" || severity === "Severe" ? "danger" : "warning";
