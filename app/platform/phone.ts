import {
  type CountryCode,
  findPhoneNumbersInText,
  parsePhoneNumberFromString,
} from "libphonenumber-js/min";
import metadata from "libphonenumber-js/min/metadata";

/** Fewer digits than any number that could be called back: 112 and its like are nobody's own. */
const FEWEST_DIGITS = 5;

/** As it was typed, without what nobody sees: format characters of a copied contact, full-width digits. */
const visible = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replace(/\p{Cf}|[\u{fe00}-\u{fe0f}]/gu, "")
    .replace(/[\s\u{2800}]+/gu, " ")
    .trim();

const digitsOf = (text: string): string => text.replace(/\D/g, "");

/**
 * A phone number in E.164 (`+380671234567`); a number without its country belongs to `callingCode` (`380`). Also reads 00 and
 * 8-10 before a country, the trunk 8 of older habit (`8 067 …`), and a country without its plus. Null for what is no valid
 * number: its length alone would do, and a wrong guess is somebody else's phone.
 */
export function normalPhone(typed: string, callingCode: string): string | null {
  const text = visible(typed).replace(/^tel:/i, "");
  const digits = digitsOf(text);
  // Letters may only follow a number (`ext. 12`): in a word there is no telephone.
  const word = text.search(/\p{L}/u);
  if (digits.length < FEWEST_DIGITS) return null;
  if (word >= 0 && digitsOf(text.slice(word)).length >= FEWEST_DIGITS) return null;
  const spellings = text.startsWith("+")
    ? [text, `+${digits.replace(/^(00|810)/, "")}`]
    : [
        text,
        ...(digits.startsWith("00") ? [`+${digits.slice(2)}`] : []),
        ...(digits.startsWith("810") ? [`+${digits.slice(3)}`] : []),
        ...(digits.startsWith("8") ? [digits.slice(1)] : []),
        `+${digits}`,
      ];
  for (const spelling of spellings) {
    const parsed = parsePhoneNumberFromString(spelling, { defaultCallingCode: callingCode });
    if (parsed?.isValid()) return parsed.number;
  }
  return null;
}

/** Whether there are digits enough in a text to call somebody back. */
export const isCallable = (typed: string): boolean =>
  digitsOf(visible(typed)).length >= FEWEST_DIGITS;

export type ReadPhone = {
  /** E.164 where it is a valid number, else as it was typed. */
  phone: string;
  /** Everything that was typed, where there was more than one number: a second one, whose it is, an extension. */
  asTyped: string;
};

/**
 * What somebody wrote into a field for a phone who may have to be called back: never turned away while there are five
 * digits in it. Null for fewer.
 */
export function readPhone(typed: string, callingCode: string): ReadPhone | null {
  const text = visible(typed);
  if (!isCallable(text)) return null;
  const whole = normalPhone(text, callingCode);
  if (whole) return { phone: whole, asTyped: isMore(text) ? text : "" };
  const [first] = numbersIn(text, callingCode);
  return first ? { phone: first, asTyped: text } : { phone: text, asTyped: "" };
}

/** Words beside a number; `tel:` is none. */
const isMore = (text: string): boolean => /\p{L}/u.test(text.replace(/^tel:/i, ""));

/** The valid numbers in a text, in its order. */
function numbersIn(text: string, callingCode: string): string[] {
  const [country] = metadata.country_calling_codes[callingCode] ?? [];
  const found = findPhoneNumbersInText(text, {
    defaultCountry: country as CountryCode | undefined,
  });
  if (found.length > 0) return found.map(({ number }) => number.number);
  // `8 067 … / 8 050 …`: spellings that only we read, between marks that part two numbers.
  return text
    .split(/[,;/|\n]|\p{L}/u)
    .map((part) => normalPhone(part, callingCode))
    .filter((number) => number !== null);
}

/** The last four digits, by which a caller can be recognised without saying the number. */
export const lastDigits = (phone: string): string => digitsOf(phone).slice(-4);

/**
 * The digits by which a number is looked for, whole or in part: those of the number that is meant, so that `0038 067 …` finds
 * `+380 67 …`. Null for what is no number, or too little of one.
 */
export function digitsToFind(typed: string, callingCode: string): string | null {
  const text = visible(typed);
  const digits = digitsOf(text);
  if (digits.length < 4 || /\p{L}/u.test(text)) return null;
  const whole = normalPhone(text, callingCode);
  // A part that begins with the trunk's zero stands in no number as it is stored.
  return whole ? digitsOf(whole) : digits.replace(/^0(?=[1-9]\d{3})/, "");
}
