import { foldWord } from "../../platform/fold";
import type { Names } from "../../platform/types";

type District = { code: string; names: Names };
export type GuessedPlace = {
  /** A district that is named in the text; null for none, or for two. */
  district: string | null;
  /** Whether the text says where at all. */
  known: boolean;
};

/** Words beside which the name of a street, a house or a place stands. */
const BESIDE =
  /(?<!\p{L})(?:вул|вулиц[яіюею]*|ул|улиц[аеуы]*|пр|просп|проспект[іуе]*|бульвар|бул|площ[аіуе]\p{L}?|провулок|пров|буд|будинок|дом[ае]?|кв|квартира|під['’ʼ]?їзд|подъезд|поверх|этаж|street|st|road|rd|avenue|ave|square|flat|apt|apartment|floor|house|building|tn|tänav\p{L}{0,4}|tee|pst|puiestee|mnt|maantee|maja|korrus|korter|krt)(?!\p{L})/iu;
/** A name with the number of a house: `Наукова 7`, `Pikk tn 12-3`. */
const HOUSE =
  /(?<!\p{L})\p{Lu}[\p{L}'’ʼ-]{3,30} (?:\p{L}{1,3}\.? )?\d{1,3}(?:[a-zа-я]|[/-]\d{1,3})?(?= ?(?:[,.;)\n]|$))/u;
const LEAST_STEM = 4;
/** Letters at the end of a name that other cases change. */
const ENDING = 3;
/** What a district is called beside its name. */
const GENERIC = /^(?:район|district|rajoon|linnaosa)$/iu;

/** Where a text says that somebody is: a district by its name in any language and case, or something like an address. A guess. */
export function guessPlace(text: string, districts: readonly District[]): GuessedPlace {
  const short = text.slice(0, 2_000);
  const words = wordsOf(short);
  const named = districts.filter(({ names }) =>
    Object.values(names).some((name) => isNamed(name, words)),
  );
  const [only] = named;
  return {
    district: named.length === 1 ? only!.code : null,
    known: named.length > 0 || BESIDE.test(short) || HOUSE.test(short),
  };
}

const wordsOf = (text: string) =>
  text
    .split(/[^\p{L}\p{M}'’ʼ]+/u)
    .filter((word) => word && !GENERIC.test(word))
    .map(foldWord);

/** All words of a name, one after the other, in whatever case. */
function isNamed(name: string, words: readonly string[]): boolean {
  const parts = wordsOf(name);
  return words.some((_, at) => parts.every((part, index) => isForm(words[at + index], part)));
}

function isForm(word: string | undefined, part: string): boolean {
  if (word === undefined) return false;
  const stem = part.slice(0, Math.max(LEAST_STEM, part.length - ENDING));
  return word.startsWith(stem) && word.length <= part.length + ENDING + 1;
}
