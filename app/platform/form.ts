import { z } from "zod";
import { readAmount } from "./amount";
import { readDegrees } from "./coordinates";
import { readDay, readWallTime } from "./day";
import { instantOf } from "./zone";

/** What was typed, as it was typed, so that a page can give it back. */
export type Typed = Record<string, string | string[]>;
/** By field, the code of what is wrong with it. */
export type FieldErrors = Record<string, string>;

export type ParsedForm<Value> =
  | { ok: true; value: Value; typed: Typed }
  | { ok: false; typed: Typed; errors: FieldErrors };

/** The button that sends a form only to be shown it again in another language. */
export const LANGUAGE_FIELD = "other-language";

type Options = { lists?: readonly string[] };

/** What a form sent, field by field; `lists` names the fields that may be sent more than once. */
export function readTyped(form: FormData | URLSearchParams, { lists = [] }: Options = {}): Typed {
  // One pass: a form may hold as many fields as the gate lets through. Without a prototype, no name is special.
  const typed: Typed = Object.create(null);
  for (const name of lists) typed[name] = [];
  for (const [name, value] of form) {
    const text = typeof value === "string" ? value : "";
    const known = typed[name];
    if (Array.isArray(known)) known.push(text);
    else if (known === undefined) typed[name] = text;
  }
  // A list is a choice among things: a form that was sent twice over chooses each once.
  for (const name of lists) typed[name] = [...new Set(typed[name])];
  return typed;
}

/** Reads a form by its schema. What is wrong comes back with everything that was typed. */
export function parseForm<Schema extends z.ZodType>(
  schema: Schema,
  form: FormData,
  options?: Options,
): ParsedForm<z.output<Schema>> {
  const typed = readTyped(form, options);
  const parsed = schema.safeParse(typed);
  if (parsed.success) return { ok: true, value: parsed.data, typed };
  return { ok: false, typed, errors: readErrors(parsed.error) };
}

/** The first complaint about each field. */
export function readErrors(error: z.ZodError): FieldErrors {
  const errors: FieldErrors = {};
  for (const issue of error.issues) errors[String(issue.path[0])] ??= issue.message;
  return errors;
}

/** The one text of a field, empty when there is none. */
export const typedText = (typed: Typed, name: string): string => {
  const value = typed[name];
  return typeof value === "string" ? value : "";
};

/** The id of a thing, as it stands in an address. */
export const idField = z.guid("unknown");

/** What a form sends as a text and a program as a number; nothing is the empty text. */
export const textOrNumber = z
  .union([z.string(), z.number(), z.null()])
  .default("")
  .transform((value) => (value === null ? "" : String(value).trim()));

const MOST = 1_000_000;

/**
 * An amount in hundredths, from `least` to a million; empty is null. What may be a thousand or one is refused with `thousands`, a
 * third decimal with `decimals`, whatever else it is with `code`.
 */
export const amountField = (code: string, least: number) =>
  textOrNumber.transform((text, context): number | null => {
    if (text === "") return null;
    const read = readAmount(text);
    if (read.ok && read.value >= least && read.value <= MOST) return read.value;
    const message = read.ok || read.code === "number" ? code : read.code;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

/** The same, where there has to be one. */
export const neededAmountField = (code: string, least: number) =>
  amountField(code, least).transform((amount, context): number => {
    if (amount === null) context.addIssue({ code: "custom", message: code });
    return amount ?? z.NEVER;
  });

/** Latitude (`most` 90) or longitude (180) in degrees that a script may have filled in; whatever else is there counts as nothing. */
export const degreesField = (most: 90 | 180) =>
  textOrNumber.transform((text) => readDegrees(text, most));

/** `Z` or `+02:00` at the end of a time. */
const ZONED = /T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:\d{2})$/;

/** An instant of ISO 8601; null for none, like 30 February, which JavaScript takes for 2 March. */
function readInstant(text: string): Date | null {
  const at = new Date(text);
  return readDay(text.slice(0, 10)) && !Number.isNaN(at.getTime()) ? at : null;
}

/**
 * A moment: what a wall clock of the zone shows, as a form sends it, or an instant of ISO 8601 as a program does. Empty is
 * null; whatever else it is, is refused with `code`.
 */
export const momentField = (zone: string, code: string, bareDay: "begins" | "ends" = "begins") =>
  z
    .string()
    .trim()
    .default("")
    .transform((text, context): Date | null => {
      if (!text) return null;
      const at = ZONED.test(text)
        ? readInstant(text)
        : instantOf(readWallTime(text, bareDay) ?? "", zone);
      if (at) return at;
      context.addIssue({ code: "custom", message: code });
      return null;
    });
