import type { Locale } from "../platform/types";

/** Letters that one language of an alphabet has and its neighbours do not. */
const LETTERS: readonly [Locale, RegExp][] = [
  ["uk", /[іїєґ]/iu],
  ["ru", /[ыэъё]/iu],
  ["et", /[õäöü]/iu],
];

/** Words that are met in almost every message of a language, also without its own letters. */
const WORDS: Partial<Record<Locale, RegExp>> = {
  uk: /(?<!\p{L})(?:потрібн\p{L}*|немає|допоможіть|будь ласка|дуже|вода|ліки|мене|треба|без|що|як|нема|світла|холодно|vody|voda|dopomozhit|potribn\p{L}*|nemae|svitla)(?!\p{L})/giu,
  ru: /(?<!\p{L})(?:нужн\p{L}*|нет|помогите|пожалуйста|очень|вода|меня|надо|без|что|как|света|nuzhn\p{L}*|pomogite|voda|sveta)(?!\p{L})/giu,
  et: /(?<!\p{L})(?:abi|palun|vaja|vett|mul|meil|ei ole|pole|olen|ja|korrus|tule|külm|kylm|aidake)(?!\p{L})/giu,
  en: /(?<!\p{L})(?:the|is|are|we|need|help|please|no|my|i|have|water|food|and|to|in)(?!\p{L})/giu,
};

const CYRILLIC = /\p{Script=Cyrillic}/u;
const IN_CYRILLIC: readonly Locale[] = ["uk", "ru"];

/**
 * The language that a text is likely in, out of those that are offered; the first of them where nothing tells. Its own letters
 * count first, then its words.
 */
export function guessLocale(text: string, offered: readonly Locale[]): Locale {
  const short = text.slice(0, 500);
  const letters = LETTERS.find(([locale, own]) => offered.includes(locale) && own.test(short));
  if (letters) return letters[0];
  const isCyrillic = CYRILLIC.test(short);
  const near = offered.filter((locale) => !isCyrillic || IN_CYRILLIC.includes(locale));
  const scored = near.map((locale) => ({
    locale,
    words: short.match(WORDS[locale] ?? /(?!)/g)?.length ?? 0,
  }));
  scored.sort((one, other) => other.words - one.words);
  return scored[0]?.locale ?? offered[0]!;
}
