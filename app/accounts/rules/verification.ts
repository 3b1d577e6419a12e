const HOUR = 3_600_000;

/** Of how many volunteers, and of how many days, it is said how soon they were verified; of fewer than the least nothing is said. */
export const VERIFIED_LATELY = { most: 50, least: 10, days: 60 };

/** Within how long half were verified, up to the next hour; null where too few were. `waited` in milliseconds. */
export function usualVerification(waited: readonly number[]) {
  if (waited.length < VERIFIED_LATELY.least) return null;
  const sorted = waited.toSorted((a, b) => a - b);
  const middle = sorted[Math.ceil(sorted.length / 2) - 1]!;
  return { count: sorted.length, half: Math.max(1, Math.ceil(middle / HOUR)) * HOUR };
}
