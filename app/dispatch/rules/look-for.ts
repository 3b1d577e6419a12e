import { foldWord } from "../../platform/fold";
import { isUuid } from "../../platform/identifiers";

/** What the panel in which people are chosen sends when it is only to be shown again, with others in its list. */
const FIND = "find";
const PEOPLE = "people";
const FIELDS = [
  FIND,
  "key",
  "request",
  PEOPLE,
  "inTurn",
  "another",
  "minutes",
  "teamSize",
  "hours",
  "word",
];
const LONGEST = 100;
const MOST_TICKED = 40;

/** What is looked for, and who is ticked already and stays. */
export type LookedFor = { find: string; ticked: string[] };

/** Out of an address; null where the panel is only opened. */
export function readLookedFor(params: URLSearchParams): LookedFor | null {
  const typed = params.get(FIND);
  if (typed === null) return null;
  const ticked = params.getAll(PEOPLE).filter(isUuid).slice(0, MOST_TICKED);
  return { find: typed.trim().slice(0, LONGEST), ticked };
}

/** The same address without what the panel sent. */
export function withoutLookedFor(search: string): string {
  const params = new URLSearchParams(search);
  for (const name of FIELDS) params.delete(name);
  return params.size > 0 ? `?${params}` : "";
}

const wordsOf = (text: string): string[] =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}'’ʼ]+/gu) ?? [];

/**
 * By what somebody is found: each of their words in small letters, which is all that the browser knows of spelling, and in the one
 * spelling that the server looks for; a space between two.
 */
export function findableBy(texts: readonly string[]): string {
  const words = wordsOf(texts.join(" "));
  return [...new Set([...words, ...words.map(foldWord)])].filter(Boolean).join(" ");
}

/** Whether each word that was typed begins one of theirs; nothing typed finds everybody. */
export const isFoundBy = (typed: string, findable: string): boolean =>
  wordsOf(typed).every((word) => ` ${findable}`.includes(` ${foldWord(word)}`));
