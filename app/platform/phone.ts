import {
  type CountryCode,
  findPhoneNumbersInText,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import metadata from "libphonenumber-js/max/metadata";
import { plainText, readableText } from "./text";

/** Fewer digits than any number that could be called back: 112 and its like are nobody's own. */
const FEWEST_DIGITS = 5;

const digitsOf = (text: string): string => text.replace(/\D/g, "");

/**
 * A phone number in E.164 (`+380671234567`); a number without its country belongs to `callingCode` (`380`). Also reads 00 and
 * 8-10 before a country, the trunk 8 of older habit (`8 067 …`), and a country without its plus. Null for what is no valid
 * number: its length alone would do, and a wrong guess is somebody else's phone.
 */
export const normalPhone = (typed: string, callingCode: string): string | null =>
  parsed(plainText(typed), callingCode)?.number ?? null;

function parsed(typed: string, callingCode: string): PhoneNumber | null {
  const text = typed
    .replace(/^tel:/i, "")
    .replace(/[_*·•~^]/g, " ")
    .replace("(0)", " ");
  const digits = digitsOf(text);
  // Letters may only follow a number (`ext. 12`): in a word there is no telephone.
  const word = text.search(/\p{L}/u);
  if (digits.length < FEWEST_DIGITS) return null;
  if (word >= 0 && digitsOf(text.slice(word)).length >= FEWEST_DIGITS) return null;
  const spellings = text.startsWith("+")
    ? [
        text,
        `+${digits.replace(/^(00|810)/, "")}`,
        // No country begins with 0, nor one with 80 that has nine more digits: the plus was one too many.
        ...(/^8?0[1-9]\d{8}$/.test(digits) ? [digits.slice(-10)] : []),
      ]
    : [
        text,
        ...(digits.startsWith("00") ? [`+${digits.slice(2)}`] : []),
        ...(digits.startsWith("810") ? [`+${digits.slice(3)}`] : []),
        // Of the countries that had the trunk 8, none has shorter numbers.
        ...(/^8\d{9}/.test(digits) ? [digits.slice(1)] : []),
        `+${digits}`,
      ];
  for (const spelling of spellings) {
    const number = parsePhoneNumberFromString(spelling, { defaultCallingCode: callingCode });
    if (number?.isValid()) return number;
  }
  return null;
}

/** Whether there are digits enough in a text to call somebody back. */
export const isCallable = (typed: string): boolean =>
  digitsOf(plainText(typed)).length >= FEWEST_DIGITS;

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
  const text = readableText(typed);
  if (!isCallable(text)) return null;
  const whole = parsed(plainText(text), callingCode);
  if (whole) return { phone: whole.number, asTyped: whole.ext || isMore(text) ? text : "" };
  const first = firstNumberIn(plainText(text), callingCode);
  return first ? { phone: first, asTyped: text } : { phone: text, asTyped: "" };
}

/** Words beside a number; `tel:` is none. */
const isMore = (text: string): boolean => /\p{L}/u.test(text.replace(/^tel:/i, ""));

/** A time of the day beside a number, and what parts two numbers. */
const BETWEEN = /(?<![\d:])(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:])|[,;/|\\&]|\p{L}/u;

/** Two numbers and whose they are; whatever is longer is no field for a phone. */
const LONGEST = 200;

/** The first valid number in a text. */
function firstNumberIn(whole: string, callingCode: string): string | null {
  const text = whole.slice(0, LONGEST);
  for (const part of text.split(BETWEEN)) {
    const number = normalPhone(part, callingCode) ?? firstOfTwo(part.trim(), callingCode);
    if (number) return number;
  }
  const [country] = metadata.country_calling_codes[callingCode] ?? [];
  const defaultCountry = country as CountryCode | undefined;
  // The end or the beginning of a longer number is somebody else's.
  const found = findPhoneNumbersInText(text, { defaultCountry }).find(
    ({ startsAt, endsAt }) =>
      !/\d[\s().-]*$/.test(text.slice(0, startsAt)) && !/^[\s.-]*\d/.test(text.slice(endsAt)),
  );
  return found?.number.number ?? null;
}

/** `067 123 45 67 050 123 45 67`: the first of two numbers that nothing but a blank parts. */
function firstOfTwo(text: string, callingCode: string): string | null {
  const groups = text.split(" ");
  for (let count = 1; count < groups.length; count++) {
    const [one, other] = [groups.slice(0, count), groups.slice(count)].map((half) =>
      normalPhone(half.join(" "), callingCode),
    );
    if (one && other) return one;
  }
  return null;
}

/** The last four digits, by which a caller can be recognised without saying the number. */
export const lastDigits = (phone: string): string => digitsOf(phone).slice(-4);

/**
 * The digits by which a number is looked for, whole or in part: those of the number that is meant, so that `0038 067 …` finds
 * `+380 67 …`. Null for what is no number, or too little of one.
 */
export function digitsToFind(typed: string, callingCode: string): string | null {
  const text = plainText(typed);
  const digits = digitsOf(text);
  if (digits.length < 4 || text.includes("@")) return null;
  const whole = parsed(text, callingCode)?.number ?? firstNumberIn(text, callingCode);
  if (!whole && isMore(text)) return null;
  // A part that begins with the trunk's zero stands in no number as it is stored.
  return whole ? digitsOf(whole) : digits.replace(/^0(?=[1-9]\d{3})/, "");
}
