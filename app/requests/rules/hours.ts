import { readAmount } from "../../platform/amount";
import { plainText } from "../../platform/text";
import { MOST_HOURS } from "./timing";

const set = (words: string) => new Set(words.split(" "));

/** Units of time in four languages, each in hours. */
const UNITS: [Set<string>, number][] = [
  [set("h hr hrs hour hours t tund tundi год година години годин годину ч час часа часов"), 1],
  [
    set(
      "m min mins minute minutes minut minutit хв хвилина хвилини хвилин хвилину мин минута минуты минут минуту",
    ),
    1 / 60,
  ],
  [
    set(
      "d day days päev päeva ööpäev ööpäeva день дня дні днів доба доби діб добу сутки суток дней",
    ),
    24,
  ],
];
/** What is written as one, without a number. */
const WORDS: [Set<string>, string][] = [
  [set("півгодини полчаса"), "0.5 h"],
  [set("пів pool half"), "0.5"],
  [set("півтори полтора poolteist"), "1.5"],
  [set("an a one одна один одну üks"), "1"],
];

const hoursOf = (unit: string) => UNITS.find(([words]) => words.has(unit))?.[1];

/** A number with its unit, or without one. */
const PART = /^(\d[\d.,]*|\p{L}+) ?(\p{L}*)\.? ?/u;

/**
 * How many hours, as somebody writes it: `2`, `0,5`, `2 години`, `30 хв`, `1 h 30 min`, `пів години`, `доба`. Null for whatever
 * else it is, as `2-3` or `до вечора`.
 */
export function readHours(typed: string): number | null {
  const simple = readAmount(typed);
  if (simple.ok) return inRange(simple.value);
  let rest = plainText(typed)
    .toLowerCase()
    .replace(/['’ʼ`]/g, "");
  for (const [words, number] of WORDS)
    rest = rest.replace(/^\p{L}+/u, (word) => (words.has(word) ? number : word));
  // `half an hour`
  rest = rest.replace(/^0\.5 an? /, "0.5 ");
  if (rest === "") return null;
  let sum = 0;
  while (rest !== "") {
    const [part = "", first = "", unit = ""] = PART.exec(rest) ?? [];
    // `година`, but not `h` alone.
    const alone = first.length > 2 ? hoursOf(first) : undefined;
    const amount = readAmount(first);
    const each = hoursOf(unit);
    if (alone !== undefined && unit === "") sum += alone;
    else if (amount.ok && each !== undefined) sum += amount.value * each;
    else return null;
    rest = rest.slice(part.length);
  }
  return inRange(Math.round(sum * 100) / 100);
}

const inRange = (hours: number): number | null =>
  hours >= 0 && hours <= MOST_HOURS ? hours : null;
