import type { Vehicle } from "../../accounts/types";
import type { Priority } from "../../districts/types";
import type { Window } from "../../platform/types";
import type { Candidate, Wanted } from "./why-not";

/** What somebody has answered to a job before; `already`: is on it, or asked. */
export type Past = "already" | "declined" | "silent";

/** What has to be done, as far as it says who should go. */
export type Needed = Wanted & {
  priority: Priority;
  /** By when it is needed; a deadline outranks the priority. */
  neededBy: Date | null;
  /** Of the resident. */
  language: string | null;
  /** By person. */
  past: Readonly<Record<string, Past>>;
  /** Something has to be fetched that nobody carries on foot. */
  fetches: boolean;
  /** What has to be brought, and who rides along; null where nothing is known to. */
  kilograms: number | null;
  riders: number | null;
};

/** Something of the wished kind of which enough is free over the job's whole time. */
export type Fit = { id: string; free: number; minutes: number };
/** `forGood`: it is used up, so it is gone from the start of its window on. */
export type Wish = { amount: number; forGood: boolean; fits: readonly Fit[] };

/** Help that nobody has been found for: a task with free places, or a request that no task works on. */
export type Job = Needed & {
  id: string;
  /** How many people are still wanted. */
  places: number;
  /** Since when it waits, and until when that is in time. */
  since: Date;
  dueAt: Date;
  wish: Wish | null;
};

export type Helper = Omit<Candidate, "already"> & {
  id: string;
  vehicle: Vehicle;
  /** How many can ride along, and what the vehicle carries; null where they have not said. */
  seats: number | null;
  loadKg: number | null;
  languages: readonly string[];
  /** The windows of offers that they have not answered yet. */
  asked: readonly Window[];
};

export type Problem = { now: Date; jobs: readonly Job[]; helpers: readonly Helper[] };

/** Somebody who can go to a job, by their positions in the problem. */
export type Pair = { job: number; helper: number; minutes: number; cost: number };

/** Who goes to a job, and with what. A job is done by its whole team or not at all. */
export type Assigned = { job: number; pairs: readonly Pair[]; fit: Fit | null };
export type Plan = readonly Assigned[];
