import { plainText } from "./text";

/** Yes and no as people write them into a cell, in the four languages and as programs do. */
const set = (words: string) => new Set(words.split(" "));
const YES = set(
  "yes y true t 1 1.0 1,0 + x х v ✓ ✔ ☑ ✅ on jah j tõene olemas так т істина є да д истина есть",
);
const NO = set(
  "no n false f 0 0.0 0,0 - ✗ ✘ ☐ ❌ off none ei e väär pole puudub ні н нi хибність немає нема нет ложь нету",
);

/** Null for what is neither. */
export function readFlag(typed: string): boolean | null {
  const word = plainText(typed)
    .toLowerCase()
    .replace(/(?<=.)[.!]$/, "");
  if (YES.has(word)) return true;
  return word === "" || NO.has(word) ? false : null;
}
