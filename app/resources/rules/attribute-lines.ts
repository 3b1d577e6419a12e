import { NAME_LANGUAGES, namesOf } from "../../platform/names";
import type { Names } from "../../platform/types";
import type { Attribute } from "../types";

/**
 * What an administrator types about a kind, one attribute a line:
 * `power; number kW 0.1 500; Power; Võimsus; Потужність; Мощность`, names in the order of the form's languages; one that is left
 * empty is shown in English. Null where a line makes no sense.
 */
export function readLines(text: string): Attribute[] | null {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const attributes = lines.map(readLine);
  const codes = new Set(attributes.map((one) => one?.code));
  if (attributes.length > 12 || codes.size < attributes.length) return null;
  return attributes.every((one) => one !== null) ? attributes : null;
}

function readLine(line: string): Attribute | null {
  const [code = "", type = "", ...words] = line.split(";").map((part) => part.trim());
  const names = readNames(words);
  const what = typeOf(type);
  if (!/^[a-z][a-z0-9_]{0,29}$/.test(code) || !names || !what) return null;
  return { code, names, ...what };
}

function readNames(words: readonly string[]): Names | null {
  const [first] = words;
  if (!first || words.length > NAME_LANGUAGES.length) return null;
  return namesOf(Object.fromEntries(NAME_LANGUAGES.map((locale, at) => [locale, words[at]])));
}

type Kind = Omit<Attribute, "code" | "names">;

function typeOf(text: string): Kind | null {
  if (text === "yes") return { type: "flag" };
  const [kind, ...rest] = text.split(/\s+/);
  if (kind === "number") {
    const [unit, min, max] = rest;
    if (!unit || rest.length > 3) return null;
    const limits = { min: Number(min ?? 0), max: Number(max ?? 1_000_000) };
    return limits.min <= limits.max ? { type: "number", unit, ...limits } : null;
  }
  if (kind !== "choice") return null;
  const choices = text.slice("choice".length).split(",").map(choiceOf);
  return choices.every((one) => one !== null) ? { type: "choice", choices } : null;
}

function choiceOf(text: string) {
  const [code = "", words = ""] = text.trim().split("=");
  const names = readNames(words.split("/").map((word) => word.trim()));
  return /^[a-z][a-z0-9_]{0,29}$/.test(code) && names ? { code, names } : null;
}

/** The same attributes as lines. */
export const linesOf = (attributes: readonly Attribute[]): string =>
  attributes
    .map(({ code, type, unit, min, max, choices, names }) => {
      const answers = choices?.map((one) => `${one.code}=${wordsOf(one.names).join("/")}`);
      const what = {
        flag: "yes",
        number: `number ${unit} ${min ?? 0} ${max ?? 1_000_000}`,
        choice: `choice ${answers?.join(", ")}`,
      };
      return [code, what[type], ...wordsOf(names)].join("; ");
    })
    .join("\n");

/** Names in the order of the form, up to the last one there is. */
function wordsOf(names: Names): string[] {
  const words = NAME_LANGUAGES.map((locale) => names[locale] ?? "");
  return words.slice(0, words.findLastIndex(Boolean) + 1);
}

/** Attributes as an administrator has typed them, with what their names say in languages that the pages do not know. */
export function keepLanguages(
  typed: readonly Attribute[],
  before: readonly Attribute[],
): Attribute[] {
  return typed.map((one) => {
    const earlier = before.find(({ code }) => code === one.code);
    const choices = one.choices?.map((choice) => ({
      ...choice,
      names: namesOf(choice.names, namesBefore(earlier?.choices, choice.code)),
    }));
    return { ...one, names: namesOf(one.names, earlier?.names), ...(choices && { choices }) };
  });
}

const namesBefore = (choices: Attribute["choices"], code: string) =>
  choices?.find((one) => one.code === code)?.names;
