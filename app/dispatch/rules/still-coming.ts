const MINUTE = 60_000;

/** Whoever is on the way may be driving: they are not asked again before, whether they have answered or not. */
export const ASK_AGAIN_MINUTES = 10;

/** In how many minutes somebody may say that they will be there. */
export const ARRIVES_IN = [5, 10, 15, 20, 30, 45, 60, 90, 120] as const;

/** From when on somebody who was asked whether they are still coming may be asked again. */
export const askAgainFrom = (askedAt: Date): Date =>
  new Date(askedAt.getTime() + ASK_AGAIN_MINUTES * MINUTE);

export const arrivesAt = (now: Date, minutes: number): Date =>
  new Date(now.getTime() + minutes * MINUTE);
