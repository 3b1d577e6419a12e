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

const foldedWords = (text: string): string[] =>
  text
    .split(/[^\p{L}\p{M}\p{N}'’ʼ]+/u)
    .map(foldWord)
    .filter(Boolean);

/** By what somebody is found: each of their words in one spelling, a space between two. */
export const findableBy = (texts: readonly string[]): string =>
  foldedWords(texts.join(" ")).join(" ");

/** Whether each word that was typed begins one of theirs; nothing typed finds everybody. */
export const isFoundBy = (typed: string, findable: string): boolean =>
  foldedWords(typed).every((word) => ` ${findable}`.includes(` ${word}`));
