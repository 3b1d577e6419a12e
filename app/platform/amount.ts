import { plainText } from "./text";

/** What is wrong with an amount: no number; more than two decimals; a mark that may part thousands or decimals. */
export type AmountProblem = "number" | "decimals" | "thousands";
export type ReadAmount = { ok: true; value: number } | { ok: false; code: AmountProblem };

const PARTS: Record<string, string> = { "½": ".5", "¼": ".25", "¾": ".75" };
/** `2½` and `½`, before compatibility makes 21⁄2 of it. */
const withPart = (_: string, digit: string, part: string) => (digit || "0") + PARTS[part]!;
/** Digits that are raised or lowered: `10²` is not 102. */
const SMALL = /[\u00B2\u00B3\u00B9\u2070-\u2089]/u;
const DIGITS = /^[+-]?\d+$/;
/** `1 000`, `1'000`: marks that part nothing but thousands. */
const GROUPED = /^([+-]?\d{1,3}(?:[ '’]\d{3})+)(?=$|[.,])/;

/**
 * An amount in hundredths as people write it: comma or point for the decimals, blanks or both marks for the thousands. `1.000`
 * and `1,000` are refused: hundredths count here, so three digits after a mark are a thousand to one and one to another.
 */
export function readAmount(typed: string): ReadAmount {
  if (SMALL.test(typed)) return { ok: false, code: "number" };
  const text = plainText(typed.replace(/(\d?)\s?([½¼¾])/gu, withPart))
    .replace("٫", ",")
    .replaceAll("٬", "'");
  const ungrouped = text.replace(GROUPED, (group) => group.replace(/[ '’]/g, ""));
  const parts = ungrouped.split(/[.,]/);
  if (parts.some((part) => part === "") || !parts.every((part) => /^[+-]?\d+$/.test(part)))
    return { ok: false, code: "number" };
  const marks = ungrouped.replace(/[^.,]/g, "");
  if (marks.length === 0) return finite(Number(ungrouped));
  // No thousand begins with 0.
  const certain = ungrouped !== text || /^[+-]?0$/.test(parts[0]!);
  if (marks.length === 1) return decimal(parts[0]!, parts[1]!, certain);
  const [decimals, ...whole] = parts.reverse();
  const [head, ...groups] = whole.reverse();
  const apart = marks.slice(0, -1);
  const last = marks.at(-1);
  if (!groups.every((group) => group.length === 3) || head!.length > 3)
    return { ok: false, code: "number" };
  // `1.234,5`: the last mark is another one, so it is the decimals'; `1.000.000` has none.
  if (apart.includes(last!))
    return decimals!.length === 3 && !/[.,]/.test(marks.replaceAll(last!, ""))
      ? finite(Number(head! + groups.join("") + decimals))
      : { ok: false, code: "number" };
  return decimal(head! + groups.join(""), decimals!, true);
}

/** `certain`: what parts the thousands is known, so the mark is that of the decimals. */
function decimal(whole: string, decimals: string, certain: boolean): ReadAmount {
  if (!DIGITS.test(decimals)) return { ok: false, code: "number" };
  // `0,500` is written so by programs: what follows the hundredths is nothing.
  if (decimals.length <= 2 || (certain && /^\d{2}0+$/.test(decimals)))
    return finite(Number(`${whole}.${decimals}`));
  return { ok: false, code: decimals.length === 3 && !certain ? "thousands" : "decimals" };
}

/** A count: digits and nothing else, so no `1e3` and no `0x10`. Null for whatever else it is. */
export function readCount(typed: string): number | null {
  const text = plainText(typed);
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** Two amounts together, in hundredths: 0.7 and 0.1 are 0.8. */
export const addAmounts = (one: number, other: number): number =>
  Math.round((one + other) * 100) / 100;

const finite = (value: number): ReadAmount =>
  Number.isFinite(value) ? { ok: true, value } : { ok: false, code: "number" };
