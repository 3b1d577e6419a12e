import { foldWord } from "../../platform/fold";

/** What kind of street a word says that it is, in the four languages and their abbreviations. */
const KINDS = {
  street:
    "вулиця вулиці вулицю вулицею вул улица улицы улице улицу ул vulytsia vulytsya vul ulitsa ul street st str tänav tänava tänaval tn",
  avenue:
    "проспект проспекту проспекті проспекте просп пр prospekt prosp avenue ave puiestee puiesteel pst бульвар бульвару бульварі бульваре бульв бул bulvar boulevard blvd",
  road: "шосе шоссе дорога дорозі дороге road rd highway maantee maanteel mnt",
  way: "tee teel way",
  square: "площа площі площу площадь площади пл ploshcha square sq väljak väljakul plats platsil",
  lane: "провулок провулку пров переулок переулке пер provulok lane põik põigul",
} as const;
type Kind = keyof typeof KINDS;

/** `Yevhena` and `Євгена` are one word; a number stays as it is. */
const spelled = (word: string) =>
  /^\d/.test(word) ? word.toLowerCase() : foldWord(word).replace(/ie/g, "e");
const wordsIn = (list: string) => list.split(" ").map(spelled);
const KIND_OF = new Map(
  Object.entries(KINDS).flatMap(([kind, list]) =>
    wordsIn(list).map((word) => [word, kind as Kind] as const),
  ),
);
/** They stand before a name and are left out as often. */
const FILLERS = new Set(wordsIn("ім імені имени"));
/** They stand before the number of a house. */
const HOUSE = new Set(wordsIn("буд будинок дом д house maja no nr"));

/** Of the name of a street. */
const MOST_WORDS = 6;
const LEAST_STEM = 4;
const LONGEST_ADDRESS = 300;

type Word = {
  word: string;
  /** Without the vowels at its end, which cases, genders and languages change: `Наукова`, `Наукової`, `Naukova`. */
  stem: string;
  kind: Kind | null;
};

function stemOf(word: string): string {
  let end = word.length;
  while ("aeiou".includes(word[end - 1] ?? "-")) end -= 1;
  return end < LEAST_STEM ? word : word.slice(0, end);
}

function readWords(text: string): Word[] {
  const whole = text
    .replace(/(?<!\p{L})пр-т(?!\p{L})/giu, "пр")
    .replace(/(?<!\p{L})б-р(?!\p{L})/giu, "бул");
  return (whole.match(/[\p{L}\p{M}\d'’ʼ]+/gu) ?? [])
    .map(spelled)
    .filter((word) => word !== "" && !FILLERS.has(word))
    .map((word) => ({ word, stem: stemOf(word), kind: KIND_OF.get(word) ?? null }));
}

type Name = { kinds: Set<Kind>; words: Word[] };

function readName(name: string): Name {
  const all = readWords(name);
  const words = all.filter(({ kind }) => kind === null);
  const kinds = new Set(all.flatMap(({ kind }) => kind ?? []));
  return { kinds, words: words.length > 0 ? words : all };
}

const stems = (words: readonly Word[]) => words.map(({ stem }) => stem).join(" ");
const exactly = (words: readonly Word[]) => words.map(({ word }) => word).join(" ");
const isNumber = ({ word }: Word) => /^\d/.test(word);

/** `Генерала Чупринки` is called `Чупринки`, too. */
function shortOf({ words }: Name): string | null {
  const last = words.at(-1);
  return words.length > 1 && last && !isNumber(last) && last.word.length >= LEAST_STEM
    ? last.stem
    : null;
}

/** By what a street is found: each of its names without what kind of street it is. */
export function keysOfStreet(names: readonly string[]): string[] {
  const keys = names.map(readName).flatMap((name) => [stems(name.words), shortOf(name) ?? ""]);
  return [...new Set(keys)].filter(Boolean);
}

/** Two entries of a list with one of these are one street. */
export function identityOf(name: string): string {
  const { words, kinds } = readName(name);
  return `${exactly(words)} ${[...kinds].sort().join(" ")}`;
}

/** Words of an address that may be the name of a street, for something beside them says so. */
type Mention = { key: string; exact: string; length: number; kind: Kind | null; numbered: boolean };

function mentionsIn(address: string): Mention[] {
  return (
    address
      .slice(0, LONGEST_ADDRESS)
      // The number of a house belongs to what stands before its comma.
      .split(/[;\n()]|,(?!\s*\d)/)
      .flatMap((part) => mentionsOf(readWords(part)))
  );
}

function mentionsOf(words: readonly Word[]): Mention[] {
  const plain = words.filter(({ kind }) => kind === null).length;
  return words.flatMap((_, from) =>
    Array.from({ length: MOST_WORDS }, (_, more) => words.slice(from, from + more + 1)).flatMap(
      (own, more): Mention[] => {
        if (own.length <= more || own.some(({ kind }) => kind) || own.every(isNumber)) return [];
        const before = words[from - 1];
        const after = words.slice(from + own.length);
        const kind = before?.kind ?? after[0]?.kind ?? null;
        const next = after.find((one) => !one.kind && !HOUSE.has(one.word));
        const previous = before?.kind ? words[from - 2] : before;
        const numbered = [next, previous].some((one) => one && isNumber(one));
        if (!kind && !numbered && own.length < plain) return [];
        return [{ key: stems(own), exact: exactly(own), length: own.length, kind, numbered }];
      },
    ),
  );
}

/** What stands before the number of the house, to look for others in the same street; empty where an address names none so. */
export function streetBefore(address: string): string {
  const before = (/^[^\d;\n()]{0,100}?(?=,?\s*\d)/u.exec(address)?.[0] ?? "").trim();
  return readName(before).words.some(({ word, kind }) => !kind && word.length >= LEAST_STEM)
    ? before
    : "";
}

/** Whether an address names this street: its kind may be left out, but not be another. */
export function isSameStreet(street: string, address: string): boolean {
  const names = [readName(street)];
  return mentionsIn(address).some(
    (mention) => agreeing(mention.kind, names) > 0 && worthOf(mention, names) > 0,
  );
}

/** By what the streets of an address may be found. */
export const keysOfAddress = (address: string): string[] => [
  ...new Set(mentionsIn(address).map(({ key }) => key)),
];

/**
 * The street that an address names, of those that one of its keys has found; null where two would do. The longest name counts, then
 * what kind of street is written, a number beside it and the very spelling.
 */
export function chooseStreet<Street extends { names: readonly string[] }>(
  address: string,
  streets: readonly Street[],
): Street | null {
  const read = streets.map((street) => ({ street, names: street.names.map(readName) }));
  let best = 0;
  let found: Street[] = [];
  for (const mention of mentionsIn(address)) {
    const judged = read.map(({ street, names }) => ({ street, worth: worthOf(mention, names) }));
    const most = Math.max(0, ...judged.map(({ worth }) => worth));
    if (most <= best) continue;
    best = most;
    found = judged.filter(({ worth }) => worth === most).map(({ street }) => street);
  }
  return found.length === 1 ? found[0]! : null;
}

/** How far the kind of street that is written is that of the names. */
function agreeing(kind: Kind | null, names: readonly Name[]): 0 | 1 | 2 {
  const kinds = names.flatMap((name) => [...name.kinds]);
  if (kind === null || kinds.length === 0) return 1;
  return kinds.includes(kind) ? 2 : 0;
}

function worthOf({ key, exact, length, kind, numbered }: Mention, names: readonly Name[]): number {
  const full = names.some(({ words }) => stems(words) === key);
  if (!full && !names.some((name) => shortOf(name) === key)) return 0;
  const agrees = agreeing(kind, names);
  const same = names.some(({ words }) => exactly(words) === exact);
  return length * 100 + Number(full) * 50 + agrees * 10 + Number(numbered) * 4 + Number(same) + 1;
}
