/** By unit: a litre of water, or of fuel with its canister. What other units weigh depends on the thing. */
const KILOGRAMS: Record<string, number> = { litre: 1 };

/** About what somebody has to carry, in whole kilograms, rounded up; null where the unit does not tell. */
export function kilogramsOf(amount: number | null, unit: string | null): number | null {
  const each = KILOGRAMS[unit ?? ""];
  return each && amount ? Math.ceil(amount * each) : null;
}
