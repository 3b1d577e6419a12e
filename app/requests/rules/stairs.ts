import type { Formats } from "../../i18n/format";
import type { Translate } from "../../i18n/translate";
import { readFlag } from "../../platform/flag";
import type { Lift } from "../types";

/** How high somebody lives, as it is counted there: 1 is at street level, below 0 a basement; and whether a lift goes there. */
export type Stairs = { floor: number | null; lift: Lift | null };

export const LOWEST_FLOOR = -5;
export const HIGHEST_FLOOR = 99;

const set = (words: string) => new Set(words.split(", "));

const BELOW = set("basement, cellar, підвал, у підвалі, подвал, в подвале, kelder, keldris");
const AT_STREET = set("ground, ground floor, перший, первый, esimene");
/** What stands beside the number of a floor, and what is written to it. */
const FLOOR_WORDS = set(
  "floor, storey, пов, поверх, поверсі, эт, этаж, этаже, korrus, korrusel, st, nd, rd, th, й, ий, ій, ый, ой, го",
);
const WORKS = set("works, working, lift works, є, есть, on, olemas, працює, работает, töötab");
const WORKS_NOT = set(
  "none, no lift, no working lift, broken, out of order, not working, does not work, немає, нема, без ліфта, ліфта немає, " +
    "не працює, ліфт не працює, зламаний, без лифта, лифта нет, не работает, лифт не работает, сломан, ei ole, ei tööta, " +
    "lifti ei ole, lift ei tööta, lifti pole, pole, katki",
);
const UNKNOWN = set("?, unknown, i do not know, не знаю, невідомо, неизвестно, ei tea, ma ei tea");

/** What is left without the words: a floor, and of how many. */
const NUMBER = /^[ .:]*(-?\d{1,2})(?: ?\/ ?\d{1,2})?[ .-]*$/;

const plain = (text: string): string =>
  text.normalize("NFKC").replace("−", "-").replace(/\s+/g, " ").trim().toLowerCase();

/**
 * `9`, `9-й поверх`, `9. korrus`, `9th floor`, `поверх: 9`, the fifth of nine as `5/9`, and a few words. Null for what is none:
 * nothing is guessed from a sentence.
 */
export function readFloor(typed: string): number | null {
  const text = plain(typed);
  if (BELOW.has(text)) return -1;
  if (AT_STREET.has(text)) return 1;
  const words = text.match(/\p{L}+/gu) ?? [];
  if (!words.every((word) => FLOOR_WORDS.has(word))) return null;
  const [, digits] = NUMBER.exec(text.replace(/\p{L}+/gu, "")) ?? [];
  const floor = Number(digits);
  return digits && floor >= LOWEST_FLOOR && floor <= HIGHEST_FLOOR ? floor : null;
}

/** Whether a lift goes, by its code or in words of four languages; `unread` for what says neither. */
export function readLift(typed: string): Lift | null | "unread" {
  const text = plain(typed);
  if (text === "" || UNKNOWN.has(text)) return null;
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
