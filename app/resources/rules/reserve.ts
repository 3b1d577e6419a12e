/**
 * Whether so much is reserved to be used: things that come back in whole ones; of what is used up at least one unit, or all
 * there is. A reservation shows whom to call, so a hundredth of a generator is not one.
 */
export const isInEarnest = (quantity: number, durable: boolean, free: number): boolean =>
  durable ? Number.isInteger(quantity) : quantity >= Math.min(1, free);
