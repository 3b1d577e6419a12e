import { foldWord } from "../../platform/fold";
import { isUuid } from "../../platform/identifiers";

/** What the address of the panel says in which people are chosen: whom it lists, and who is ticked. Nothing that is written there. */
const FIND = "find";
const PEOPLE = "people";
const LONGEST = 100;
const MOST_TICKED = 40;

/** What is looked for, and who is ticked already and stays. */
export type LookedFor = { find: string; ticked: string[] };

/** Out of an address; null where the panel is only opened. */
export function readLookedFor(params: URLSearchParams): LookedFor | null {
  const typed = params.get(FIND);
  return typed === null ? null : lookFor(typed, params.getAll(PEOPLE));
}

/** Out of what was typed and ticked; what can't be meant is left out. */
export const lookFor = (typed: string, ticked: readonly string[]): LookedFor => ({
  find: typed.trim().slice(0, LONGEST),
  ticked: ticked.filter(isUuid).slice(0, MOST_TICKED),
});

/** An address that says it. */
export function withLookedFor(search: string, { find, ticked }: LookedFor): string {
  const params = new URLSearchParams(withoutLookedFor(search));
  params.set(FIND, find);
  for (const id of ticked) params.append(PEOPLE, id);
  return `?${params}`;
}

/** The same address without it. */
export function withoutLookedFor(search: string): string {
  const params = new URLSearchParams(search);
  params.delete(FIND);
  params.delete(PEOPLE);
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
