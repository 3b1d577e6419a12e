/** The basic alphabet of GSM 03.38; each character is one of seven bits. */
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/** Its extension table: an escape stands before each of these, so they count as two. */
const EXTENDED = "\f^{}\\[~]|€";

const basic = new Set(BASIC);
const extended = new Set(EXTENDED);

export type Alphabet = "gsm7" | "ucs2";

/** Units in one text message, and in each part of a longer one, whose head takes the rest (3GPP TS 23.040). */
const ROOM = { gsm7: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } } as const;

/** What a character takes in an alphabet; null where the alphabet lacks it. */
function unitsOf(character: string, alphabet: Alphabet): number | null {
  if (alphabet === "ucs2") return character.length;
  if (basic.has(character)) return 1;
  return extended.has(character) ? 2 : null;
}

export const alphabetOf = (text: string): Alphabet =>
  [...text].every((character) => unitsOf(character, "gsm7") !== null) ? "gsm7" : "ucs2";

export type Segments = { alphabet: Alphabet; units: number; segments: number };

/**
 * What a text costs: how many messages it is cut into on its way. A character of two units is never cut in two, so a part may
 * have a unit left over.
 */
export function segmentsOf(text: string): Segments {
  const alphabet = alphabetOf(text);
  const sizes = [...text].map((character) => unitsOf(character, alphabet)!);
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { alone, part } = ROOM[alphabet];
  if (units <= alone) return { alphabet, units, segments: 1 };
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > part) {
      segments++;
      used = 0;
    }
    used += size;
  }
  return { alphabet, units, segments };
}

/** Signs that look the same to a reader, and of which one would more than halve the room of all the others. */
const PLAIN: Record<string, string> = {
  "“": '"',
  "”": '"',
  "„": '"',
  "«": '"',
  "»": '"',
  "‘": "'",
  "’": "'",
  "‐": "-",
  "–": "-",
  "—": "-",
  "…": "...",
  "\u00a0": " ",
  "\u202f": " ",
};

/** A text as it goes out: with plain quotes, dashes and blanks. */
export const plainSigns = (text: string): string =>
  [...text].map((character) => PLAIN[character] ?? character).join("");
