/** Overrides of the writing direction, with which a line on a board can be made to read as another. */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069\uFEFF]/g;
const KEPT = "\t\n\r";

/**
 * What somebody typed, without what nobody types: NUL and other control characters, overrides of the writing
 * direction. A line ends in one way, and counts as one character, whatever browser sent it. Asked once for every form, search and file, so that no room has to think of it.
 */
export const cleanText = (text: string): string =>
  text
    .replace(/\p{Cc}/gu, (character) => (KEPT.includes(character) ? character : ""))
    .replace(DIRECTION, "")
    .replace(/\r\n?/g, "\n");

const isDigit = (point: number) => /\p{Nd}/u.test(String.fromCodePoint(point));

/** What a digit of any script counts: the ten of a script stand together, from zero on. */
function countOf(digit: string): string {
  const point = digit.codePointAt(0)!;
  let zero = point;
  while (isDigit(zero - 1)) zero--;
  return String((point - zero) % 10);
}

/** As it was typed, without what nobody sees; compatibility forms and the digits of every script are plain, blanks one space. */
export const readableText = (typed: string): string =>
  visibleText(typed)
    .replace(/\p{Nd}/gu, countOf)
    .replace(/[\s\u2800]+/gu, " ")
    .trim();

/** A short text that stands for something (a number, a day, a yes), as everybody would type it: besides, each dash is a hyphen. */
export const plainText = (typed: string): string =>
  readableText(typed).replace(/[\p{Pd}\u2212]/gu, "-");

/** Without what nobody sees: format characters of a copied contact, fillers, joiners, the frame of a key in an emoji. */
export const visibleText = (typed: string): string =>
  typed.normalize("NFKC").replace(/\p{Cf}|\p{Default_Ignorable_Code_Point}|\u20E3/gu, "");
