import type { Formats } from "../../i18n/format";
import type { Translate } from "../../i18n/translate";
import { readFlag } from "../../platform/flag";
import { plainText } from "../../platform/text";
import type { Lift } from "../types";

/** How high somebody lives, as it is counted there: 1 is at street level, below 0 a basement; and whether a lift goes there. */
export type Stairs = { floor: number | null; lift: Lift | null };

export const LOWEST_FLOOR = -5;
export const HIGHEST_FLOOR = 99;

const set = (words: string) => new Set(words.split(", "));

const BELOW = set(
  "basement, cellar, підвал, у підвалі, подвал, в подвале, kelder, keldris, keldrikorrus",
);
const AT_STREET = set("ground, ground floor");
/** Spelled out, in languages where the first floor is at street level. */
const SPELLED = [
  /^(?:перш(?:ий|ого|ому)|перв(?:ый|ого|ом)|esime(?:ne|sel))$/u,
  /^(?:друг(?:ий|ого|ому)|втор(?:ой|ого|ом)|tei(?:ne|sel))$/u,
  /^(?:трет(?:ій|ього|ьому|ий|ьего|ьем)|kolma(?:s|ndal))$/u,
  /^(?:четверт(?:ий|ого|ому|ый|ом)|четвёртый|nelja(?:s|ndal))$/u,
  /^(?:п.?ят(?:ий|ого|ому|ый|ом)|vii(?:es|endal))$/u,
  /^(?:шост(?:ий|ого|ому)|шест(?:ой|ого|ом)|kuue(?:s|ndal))$/u,
  /^(?:сьом(?:ий|ого|ому)|седьм(?:ой|ого|ом)|seitsme(?:s|ndal))$/u,
  /^(?:восьм(?:ий|ого|ому|ой|ом)|kaheksa(?:s|ndal))$/u,
  /^(?:дев.?ят(?:ий|ого|ому|ый|ом)|üheksa(?:s|ndal))$/u,
  /^(?:десят(?:ий|ого|ому|ый|ом)|kümne(?:s|ndal))$/u,
];
/** What stands beside the number of a floor, and what is written to it. */
const FLOOR_WORDS = set(
  "floor, storey, fl, пов, поверх, поверсі, эт, этаж, этаже, korrus, korrusel, на, on, st, nd, rd, th, й, ий, ій, ый, ой, го, му, м",
);
/** Between a floor and how many there are. */
const OF = set("of, з, із, из");
const LIFT_WORD = /(?<!\p{L})(?:ліфт|лифт|lift|elevator)(?:и|а|у|ом|i|is)?(?!\p{L})/gu;
const WORKS = set(
  "works, working, є, есть, on, olemas, працює, работает, töötab, є і працює, есть и работает",
);
const WORKS_NOT = set(
  "none, no working, not working, broken, out of order, out of service, does not work, немає, нема, без, не працює, зламаний, зламався, " +
    "вимкнений, вимкнено, відключений, нет, не работает, сломан, сломался, отключен, отключён, выключен, " +
    "ei ole, ei tööta, pole, puudub, katki, rikkis, väljas",
);
const UNKNOWN = set("?, unknown, i do not know, не знаю, невідомо, неизвестно, ei tea, ma ei tea");

/** What is left without the words: a floor, and of how many. */
const NUMBER = /^[ .:]*(-?\d{1,2})(?:[ -]*\/ ?(\d{1,2}))?[ .-]*$/;

const plain = (text: string): string => plainText(text).toLowerCase();

/**
 * `9`, `9-й поверх`, `9. korrus`, `9th floor`, `поверх: 9`, the fifth of nine as `5/9`, and a few words. Null for what is none:
 * nothing is guessed from a sentence.
 */
export function readFloor(typed: string): number | null {
  const text = plain(typed);
  if (BELOW.has(text)) return -1;
  if (AT_STREET.has(text)) return 1;
  const bare = text.replace(/[\p{L}'’ʼ]+/gu, (word) => {
    const spelled = SPELLED.findIndex((one) => one.test(word)) + 1;
    if (spelled > 0) return String(spelled);
    if (OF.has(word)) return "/";
    return FLOOR_WORDS.has(word) ? "" : word;
  });
  const [, digits, ofAll] = NUMBER.exec(bare) ?? [];
  const floor = Number(digits);
  if (ofAll && floor > Number(ofAll)) return null;
  return digits && floor >= LOWEST_FLOOR && floor <= HIGHEST_FLOOR ? floor : null;
}

/** Whether a lift goes, by its code or in words of four languages; `unread` for what says neither. */
export function readLift(typed: string): Lift | null | "unread" {
  const all = plain(typed).replace(/[.!]$/, "");
  if (all === "" || UNKNOWN.has(all)) return null;
  const text = all.replace(LIFT_WORD, "").replace(/\s+/g, " ").trim();
  if (text === "") return "unread";
  if (WORKS.has(text)) return "works";
  if (WORKS_NOT.has(text)) return "none";
  const flag = readFlag(text);
  return flag === null ? "unread" : flag ? "works" : "none";
}

/** Of several doors the one that decides whether somebody can carry something there. */
export function hardestStairs(doors: readonly Stairs[]): Stairs | null {
  const known = doors.filter(({ floor, lift }) => floor !== null || lift !== null);
  return known.reduce<Stairs | null>(
    (hardest, door) => (hardest && climbed(hardest) >= climbed(door) ? hardest : door),
    null,
  );
}

/** Floors to be climbed to; where it is not known whether a lift goes, it may not. */
const climbed = ({ floor, lift }: Stairs): number =>
  lift === "works" ? 0 : Math.max(0, (floor ?? 1) - 1) + (lift === "none" ? 0.5 : 0);

/** `floor 9, no working lift`; empty where nothing is known. */
export function stairsInWords(
  { t, number }: { t: Translate } & Pick<Formats, "number">,
  { floor, lift }: Stairs,
): string {
  const height =
    floor !== null &&
    (floor < 0 ? t("common:stairs.below") : t("common:stairs.floor", { floor: number(floor) }));
  return [height, lift && t(`common:stairs.${lift}`)].filter(Boolean).join(", ");
}
