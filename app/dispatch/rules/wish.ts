type Served = {
  /** Code of the kind of help. */
  category: string;
  /** What is still missing, in the kind's unit; null where nothing is counted. */
  missing: number | null;
};

type Rule = { kind: string; amount: "missing" | number; bulky: boolean };
/** Which kind of thing a kind of help calls for; `bulky`: nobody carries it there on foot. Kinds that administrators add call for none. */
const RULES: Record<string, Rule> = {
  power_device: { kind: "generator", amount: 1, bulky: true },
  water: { kind: "water", amount: "missing", bulky: true },
  food: { kind: "food", amount: "missing", bulky: false },
  warmth: { kind: "heater", amount: 1, bulky: true },
  charging: { kind: "power_bank", amount: 1, bulky: false },
  repairs: { kind: "tools", amount: 1, bulky: false },
};
/** What can be fetched on foot. */
const LIGHT_AMOUNT = 10;

/** What a task would be lent or given for its requests: of the first kind that any of them calls for, for all of them together. */
export function wishOf(
  served: readonly Served[],
): { kind: string; amount: number; bulky: boolean } | null {
  const rules = served.map(({ category }) => RULES[category]);
  const kind = rules.find(Boolean)?.kind;
  if (!kind) return null;
  let amount = 0;
  let bulky = false;
  for (const [at, { missing }] of served.entries()) {
    const rule = rules[at];
    if (rule?.kind !== kind) continue;
    amount += rule.amount === "missing" ? (missing ?? 0) : rule.amount;
    bulky ||= rule.bulky;
  }
  if (amount <= 0) return null;
  const counted = served.some(({ category }) => RULES[category]?.amount === "missing");
  return { kind, amount, bulky: bulky && !(counted && amount <= LIGHT_AMOUNT) };
}
