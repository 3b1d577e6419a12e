type Options = {
  /** Requests worked on at once. */
  atOnce: number;
  /** Of these, how many may be of those who have asked a lot lately, while others ask too: the rest is free for them. */
  heavyAtOnce: number;
  /** Milliseconds of work within the last seconds from which somebody counts as asking a lot. */
  heavyFrom: number;
};

type Waiting = { key: string; since: number; start: () => void };
type Spent = { ms: number; at: number };

/** Milliseconds after which half of what was spent is forgotten. */
const HALF_LIFE = 2_000;
/** So long after the last one who asked little, those who ask a lot have it all to themselves, in milliseconds. */
const ALONE_AFTER = 1_000;
const MOST_REMEMBERED = 10_000;

/**
 * Turns by how little one has asked lately, so that whoever sends as much as they can holds up themselves and not others.
 * A key is an address: many people behind one wait for one another only while others wait too. Time is an argument, in
 * milliseconds that only go on.
 */
export function fairQueue({ atOnce, heavyAtOnce, heavyFrom }: Options) {
  const spent = new Map<string, Spent>();
  const waiting: Waiting[] = [];
  let running = 0;
  let heavyRunning = 0;
  let othersAt = Number.NEGATIVE_INFINITY;

  const spentBy = (key: string, now: number): number => {
    const known = spent.get(key);
    return known ? known.ms * 0.5 ** ((now - known.at) / HALF_LIFE) : 0;
  };
  const forgetSome = () => {
    // The oldest first: a map keeps the order in which keys were last written.
    for (const key of spent.keys()) {
      if (spent.size <= MOST_REMEMBERED) return;
      spent.delete(key);
    }
  };

  function next(now: number): void {
    const heavyMost = now - othersAt < ALONE_AFTER ? heavyAtOnce : atOnce;
    while (running < atOnce && waiting.length > 0) {
      let best = -1;
      let least = Number.POSITIVE_INFINITY;
      for (const [index, { key, since }] of waiting.entries()) {
        const ms = spentBy(key, now);
        // Waiting makes up for what was spent, or whoever is always new would come first for ever.
        const rank = ms - (now - since);
        if (rank >= least || (ms > heavyFrom && heavyRunning >= heavyMost)) continue;
        best = index;
        least = rank;
      }
      const [chosen] = best < 0 ? [] : waiting.splice(best, 1);
      if (!chosen) return;
      chosen.start();
    }
  }

  return {
    waiting: () => waiting.length,
    /** Waits for a turn; gives what ends it. Each turn is ended once. */
    async turn(key: string, clock: () => number): Promise<() => void> {
      let began = 0;
      let isHeavy = false;
      await new Promise<void>((admit) => {
        const start = () => {
          began = clock();
          isHeavy = spentBy(key, began) > heavyFrom;
          running += 1;
          if (isHeavy) heavyRunning += 1;
          admit();
        };
        const now = clock();
        waiting.push({ key, since: now, start });
        if (spentBy(key, now) <= heavyFrom) othersAt = now;
        next(now);
      });
      return () => {
        const now = clock();
        const ms = spentBy(key, now) + now - began;
        spent.delete(key);
        spent.set(key, { ms, at: now });
        forgetSome();
        running -= 1;
        if (isHeavy) heavyRunning -= 1;
        next(now);
      };
    },
  };
}
