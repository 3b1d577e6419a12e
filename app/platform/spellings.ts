const APOSTROPHES = /['’ʼ`´′‘‛＇]/g;

/** Letters and groups that Estonian, English and Polish write differently, each as the others may have it. */
const SWAPS: [RegExp, string][][] = [
  [
    [/tš/g, "ch"],
    [/š/g, "sh"],
    [/ž/g, "zh"],
    [/č/g, "ch"],
    [/(?<!s)sch/g, "shch"],
    [/x/g, "ks"],
    [/hh/g, "kh"],
  ],
  [
    [/щ|shch/g, "sch"],
    [/ш|sh/g, "s"],
    [/ж|zh/g, "z"],
    [/ч|(?<!s)ch/g, "ts"],
    [/кс|ks/g, "x"],
    [/ль(?=я)|l(?=[iy]a)/g, "ll"],
  ],
  [[/(\p{L})\1+/gu, "$1"]],
];

/**
 * A word as it was typed, and how somebody else may have written the same name: Žanna and Zhanna, Tšehhov and Chekhov, Illia and
 * Ilya; an apostrophe of any kind, or none. As patterns of LIKE in which `_` is any one character.
 */
export function spellingsOf(typed: string): string[] {
  const word = typed.toLowerCase().replace(/[\\%_]/g, "\\$&");
  const bare = word.replace(APOSTROPHES, "");
  const swapped = SWAPS.map((swaps) =>
    swaps.reduce((text, [written, other]) => text.replace(written, other), bare),
  );
  return [...new Set([bare, word.replace(APOSTROPHES, "_"), ...swapped])];
}
