/** Requests within an hour, this one included: from one phone number and address together, from one number, from one address. */
export type HelpCounts = { phoneHere: number; phone: number; address: number };

/**
 * Beyond how many it looks like a flood. A shelter shares an address and a family a number, so only many with one number
 * from one address are few. However often others have sent a number: the first ones that come with it from an address of
 * their own stand in the list.
 */
const MOST: HelpCounts = { phoneHere: 12, phone: 120, address: 3_000 };
const FIRST_ONES = 3;

/** By what a request looks like one of a flood: such a one is saved all the same, and set aside for a person to look at. */
export function floodBy(counts: HelpCounts): "phone" | "address" | null {
  if (counts.phoneHere > MOST.phoneHere) return "phone";
  if (counts.phone > MOST.phone && counts.phoneHere > FIRST_ONES) return "phone";
  return counts.address > MOST.address ? "address" : null;
}
