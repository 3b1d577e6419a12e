/** What became of a request: help came · still open · nobody helped · not needed any more, or others did · the same as another. */
export const OUTCOMES = ["met", "open", "unmet", "elsewhere", "joined"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The waits of a request: until it is read, until somebody says yes, until help has come. */
export const WAITS = ["read", "found", "helped"] as const;
export type Wait = (typeof WAITS)[number];

/** In seconds; null where nobody has waited to the end. */
export type Waited = { median: number | null; p90: number | null };
/** Of those whose limit has been kept or missed, how many kept it; what still waits in time is not judged. */
export type Kept = { kept: number; judged: number };

export type Figures = Record<Outcome, number> & {
  asked: number;
  people: number;
  waits: Record<Wait, Waited & Kept>;
};

/** Hours, or days of a longer time. */
export type Step = "hour" | "day";

/** Who helped in an incident: numbers of people, of what they did, and hours. */
export const PEOPLE = [
  "people",
  "onTasks",
  "onShifts",
  "coordinators",
  "tasks",
  "shifts",
  "hours",
] as const;
