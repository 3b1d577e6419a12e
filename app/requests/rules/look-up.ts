import { lastDigits } from "../../platform/phone";
import { plainText, readableText } from "../../platform/text";
import type { Refusal } from "../../platform/types";

/** Which of the two was wrong, or whether it was the moment, is not said. */
export const MISMATCH: Refusal = {
  ok: false,
  code: "input",
  errors: { code: "mismatch", digits: "mismatch" },
};

/**
 * Eight digits however they were written down: blanks, dashes, dots, digits of another script, a word or the link in front of them
 * do not count. Null for no code.
 */
export function readCode(typed: string): string | null {
  const code = plainText(typed).replace(/^\D+/, "");
  const digits = code.replace(/\D/g, "");
  return digits.length === 8 && !/\p{L}/u.test(code) ? digits : null;
}

/** A code as it is read out and written down: `1234 5678`. */
export const codeInGroups = (code: string | number): string =>
  String(code).replace(/(\d{4})(?=\d)/, "$1 ");

export type Proof = {
  /** The last four digits of a phone, or null where something else was typed. */
  digits: string | null;
  /** In small letters. */
  beginning: string;
};

const FEWEST_LETTERS = 3;

/** What somebody knows of how they can be reached: the end of a phone number, or the beginning of an e-mail. Null for neither. */
export function readProof(typed: string): Proof | null {
  const beginning = readableText(typed).toLowerCase();
  // A word or stars in front of them say which digits they are; after them it is something else.
  const end = beginning.slice(beginning.search(/\d/)).replace(/[\s()+./\p{Pd}]/gu, "");
  if (/^\d{4,}$/.test(end)) return { digits: end.slice(-4), beginning };
  return beginning.length < FEWEST_LETTERS ? null : { digits: null, beginning };
}

/** Three letters before the @ at least, or, of a shorter one, the whole address. */
export function beginsEmail(beginning: string, email: string): boolean {
  const address = email.toLowerCase();
  const local = address.indexOf("@");
  if (local < FEWEST_LETTERS) return address !== "" && beginning === address;
  return beginning.length >= FEWEST_LETTERS && address.startsWith(beginning);
}

/** Whether somebody knows how a resident can be reached: by phone, or by e-mail where they gave no phone. */
export const proves = (
  { digits, beginning }: Proof,
  { phone, email }: { phone: string; email: string },
): boolean =>
  phone ? digits !== null && lastDigits(phone) === digits : beginsEmail(beginning, email);
