/** What became of one scenario; times in seconds, null where there is nothing to tell. */
export type Outcome = {
  refusedWithin: number | null;
  readyzWithin: number | null;
  recoveredAfter: number | null;
  acknowledged: number | null;
  lost: number | null;
  doubled: number | null;
  /** Processes of the program that ended without being told to. */
  ended: number;
  /** Why it did not go as it has to; empty when it did. */
  faults: string[];
  /** What is worth knowing besides. */
  notes: string[];
};

export const emptyOutcome = (): Outcome => ({
  refusedWithin: null,
  readyzWithin: null,
  recoveredAfter: null,
  acknowledged: null,
  lost: null,
  doubled: null,
  ended: 0,
  faults: [],
  notes: [],
});
