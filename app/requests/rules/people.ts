import { readAmount } from "../../platform/amount";
import { plainText } from "../../platform/text";
import { MOST_PEOPLE } from "./timing";

const set = (words: string) => new Set(words.split(", "));

/** Counted words, and the collective ones of Ukrainian and Russian, from one on. */
const NUMBERS = [
  "one, один, одна, одне, одно, üks",
  "two, два, дві, две, двоє, двое, kaks",
  "three, три, троє, трое, kolm",
  "four, чотири, четверо, четыре, neli",
  "five, п'ять, п'ятеро, пять, пятеро, viis",
  "six, шість, шестеро, шесть, kuus",
  "seven, сім, семеро, семь, seitse",
  "eight, вісім, восьмеро, восемь, kaheksa",
  "nine, дев'ять, дев'ятеро, девять, üheksa",
  "ten, десять, десятеро, kümme",
].map(set);
/** Of all together: beside two numbers it is not known whether the second is part of the first. */
const PEOPLE = set(
  "people, persons, person, of us, людина, людини, людей, люди, осіб, особи, особа, чол, чел, человек, человека, inimest, inimene, in",
);
const PART = set(
  "adult, adults, child, children, kid, kids, baby, babies, дорослий, дорослих, дорослі, дитина, дитини, дітей, діти, взрослый, взрослых, взрослые, " +
    "ребенок, ребёнок, ребенка, ребёнка, детей, дети, täiskasvanu, täiskasvanut, laps, last, lapse",
);
const AND = set("and, і, й, та, и, плюс, ja");

/**
 * How many people, as somebody writes it: `3`, `3 осіб`, `п’ятеро`, `2+1`, `2 adults and 1 child`, `3 (2+1)`. Null for what is no
 * number, or may be two.
 */
export function readPeople(typed: string): number | null {
  const simple = readAmount(typed);
  if (simple.ok) return inRange(simple.value);
  const text = plainText(typed)
    .toLowerCase()
    .replace(/[’ʼ`]/g, "'")
    .replace(/\.(?=\s|$)/g, "");
  // In brackets stands what the number before them is made of.
  const outside = text.endsWith(")") && /^\d/.test(text) ? text.slice(0, text.indexOf("(")) : text;
  let general = false;
  let known = true;
  const sum = outside.replace(/[\p{L}']+/gu, (word) => {
    const number = NUMBERS.findIndex((words) => words.has(word)) + 1;
    if (number > 0) return String(number);
    general ||= PEOPLE.has(word);
    known &&= PEOPLE.has(word) || PART.has(word) || AND.has(word);
    return AND.has(word) ? "+" : PART.has(word) ? "+" : "";
  });
  if (!known || !/^[\d\s+,]+$/.test(sum)) return null;
  const numbers = sum
    .split(/[\s+,]+/)
    .filter(Boolean)
    .map(Number);
  const apart = /\d\s+\d/.test(sum);
  if (numbers.length === 0 || apart || (general && numbers.length > 1)) return null;
  return inRange(numbers.reduce((all, one) => all + one, 0));
}

const inRange = (count: number): number | null =>
  Number.isInteger(count) && count >= 1 && count <= MOST_PEOPLE ? count : null;
