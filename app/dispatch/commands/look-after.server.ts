import type { Tx } from "../../platform/database.server";
import { schedule } from "../../platform/schedule.server";

/** Looks whether somebody who is at a stranger's has to be asked if they are all right; a later sign of life moves that. */
export const lookAfter = (tx: Tx, assignment: string, at: Date) =>
  schedule(tx, {
    name: "safety-check",
    payload: { assignment },
    key: `safety ${assignment}`,
    at,
  });
