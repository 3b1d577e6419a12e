import { foldWord } from "../../platform/fold";
import { KIND_WORDS } from "./kind-words";

const wordsOf = (text: string) =>
  text
    .slice(0, MOST_READ)
    .split(/[^\p{L}\p{M}'’ʼ]+/u)
    .filter(Boolean)
    .map(foldWord);

/** Characters that are looked at: the first of them say what is needed. */
const MOST_READ = 2_000;
/** A word may go on by so many letters: endings, and no other word. */
const ENDING = 5;
/** From so many letters on, one of them may be wrong, missing or too many. */
const LONG_ENOUGH = 6;

type Pattern = { parts: { stem: string; whole: boolean }[] };

const patternOf = (typed: string): Pattern => {
  const whole = typed.startsWith("=");
  const stems = wordsOf(typed);
  return {
    parts: stems.map((stem, index) => ({ stem, whole: whole || index < stems.length - 1 })),
  };
};

const PATTERNS = Object.entries(KIND_WORDS).map(
  ([kind, words]) => [kind, words.map(patternOf)] as const,
);

/** The kinds of help that a text mentions, the likeliest first: the most words, then the first in the list. A guess, to be shown as one. */
export function guessKinds(text: string): string[] {
  const words = wordsOf(text);
  const counted = PATTERNS.map(([kind, patterns]) => {
    const hits = words.filter((_, at) => patterns.some((pattern) => standsAt(pattern, words, at)));
    return { kind, hits: hits.length };
  });
  return counted
    .filter(({ hits }) => hits > 0)
    .sort((one, other) => other.hits - one.hits)
    .map(({ kind }) => kind);
}

const standsAt = ({ parts }: Pattern, words: readonly string[], at: number): boolean =>
  parts.every(({ stem, whole }, index) => {
    const word = words[at + index];
    if (word === undefined) return false;
    if (whole) return word === stem;
    if (word.startsWith(stem)) return word.length <= stem.length + ENDING;
    return stem.length >= LONG_ENOUGH && word[0] === stem[0] && beginsNearly(word, stem);
  });

/** Whether a word begins with a stem but for one letter that is wrong, missing, too many, or has changed places with the next. */
function beginsNearly(word: string, stem: string): boolean {
  if (word.length < stem.length - 1 || word.length > stem.length + ENDING) return false;
  let at = 0;
  while (at < stem.length && word[at] === stem[at]) at++;
  const rest = (from: string, by: number) => from.slice(at + by);
  const begins = (tail: string, of: string) => tail.startsWith(of);
  return (
    begins(rest(word, 1), rest(stem, 1)) ||
    begins(rest(word, 0), rest(stem, 1)) ||
    begins(rest(word, 1), rest(stem, 0)) ||
    (word[at] === stem[at + 1] && word[at + 1] === stem[at] && begins(rest(word, 2), rest(stem, 2)))
  );
}
