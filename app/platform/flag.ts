/** Yes and no as people write them into a cell, in the four languages and as programs do. */
const YES = ["yes", "y", "true", "1", "+", "x", "✓", "✔", "jah", "j", "так", "т", "да", "д"];
const NO = ["no", "n", "false", "0", "-", "–", "—", "", "ei", "e", "ні", "н", "нет"];

/** Null for what is neither. */
export function readFlag(typed: string): boolean | null {
  const word = typed.normalize("NFKC").trim().toLowerCase();
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : null;
}
