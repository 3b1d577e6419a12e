import type { UsualThing } from "./usual";

type Served = {
  /** What the kind of help calls for; null where nothing is brought. */
  thing: UsualThing | null;
  /** What is still missing, in the kind's unit; null where nothing is counted. */
  missing: number | null;
};

/** What can be fetched on foot. */
const LIGHT_AMOUNT = 10;

/** What a task would be lent or given for its requests: of the first kind that any of them calls for, for all of them together. */
export function wishOf(
  served: readonly Served[],
): { kind: string; amount: number; bulky: boolean } | null {
  const kind = served.find(({ thing }) => thing)?.thing?.kind;
  if (!kind) return null;
  let amount = 0;
  let bulky = false;
  let counted = false;
  for (const { thing, missing } of served) {
    if (thing?.kind !== kind) continue;
    amount += thing.amount ?? missing ?? 0;
    bulky ||= thing.bulky;
    counted ||= thing.amount === null;
  }
  if (amount <= 0) return null;
  return { kind, amount, bulky: isBulky(bulky, counted, amount) };
}

/** Whether nobody carries it there on foot; a little of what is usually too heavy can be carried. `amount` null: nobody knows how much. */
export const isBulky = (bulky: boolean, counted: boolean, amount: number | null): boolean =>
  bulky && !(counted && amount !== null && amount <= LIGHT_AMOUNT);
