/** Choices from a seed (Mulberry32, by Tommy Ettinger): the same numbers again, though not at the same moments. */
export function seededRandom(seed: number) {
  let state = seed >>> 0;
  /** From 0 to below 1. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  /** A whole number from `least` to `most`, both included. */
  const whole = (least: number, most: number): number =>
    least + Math.floor(next() * (most - least + 1));
  /** One of several, the more often the greater its weight. */
  function weighed<One extends { weight: number }>(list: readonly One[]): One {
    let left = next() * list.reduce((sum, { weight }) => sum + weight, 0);
    for (const one of list) {
      left -= one.weight;
      if (left < 0) return one;
    }
    return list[0]!;
  }
  return {
    next,
    weighed,
    whole,
    chance: (of: number): boolean => next() < of,
    pick: <One>(list: readonly One[]): One => list[whole(0, list.length - 1)]!,
  };
}

export type Random = ReturnType<typeof seededRandom>;
