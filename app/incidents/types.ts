import type { Names } from "../platform/types";
import type { IncidentState } from "./states";

export type { IncidentState } from "./states";

/** An incident as lists show it. */
export type IncidentLine = {
  id: string;
  name: string;
  state: IncidentState;
  startsAt: Date;
  endsAt: Date | null;
  version: number;
  districts: { id: string; code: string; names: Names }[];
};

/** One that something can be put into. */
export type IncidentChoice = { id: string; name: string };
