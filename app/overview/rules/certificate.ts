/** Without letters and digits that are taken for one another on paper. */
const SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH = 12;

/** A code of twelve signs out of random numbers below their count: `signAt(31)`. */
export const newCode = (signAt: (count: number) => number): string =>
  Array.from({ length: LENGTH }, () => SIGNS[signAt(SIGNS.length)]).join("");

/** As it is printed: `7KQM-X2PD-9RTA`. */
export const printed = (code: string): string => code.match(/.{1,4}/g)?.join("-") ?? code;

/** A code as somebody has typed it; null for what can't be one. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[^0-9A-Z]/g, "");
  const isOne = code.length === LENGTH && [...code].every((sign) => SIGNS.includes(sign));
  return isOne ? code : null;
}
