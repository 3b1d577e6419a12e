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
