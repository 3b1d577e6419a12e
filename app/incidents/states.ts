import { lifecycle, statesOf } from "../platform/transitions";

/** An incident that was closed too early goes on. */
export const incidentTransitions = lifecycle({
  open: ["closed"],
  closed: ["open"],
});
export type IncidentState = keyof typeof incidentTransitions;
export const INCIDENT_STATES = statesOf(incidentTransitions);
