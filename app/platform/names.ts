import { z } from "zod";
import { FALLBACK_LOCALE, LOCALES, type Locale, type Names } from "./types";

type FieldOf<Prefix extends string, Of extends Locale> = Prefix extends ""
  ? Of
  : `${Prefix}${Capitalize<Of>}`;

/** The languages in the order of a form: the one that may not be missing is the first. */
export const NAME_LANGUAGES: readonly Locale[] = [
  FALLBACK_LOCALE,
  ...LOCALES.filter((locale) => locale !== FALLBACK_LOCALE),
];

/** The field of a form that holds a text in one language: `en`, or with a prefix `exampleEn`. */
export const nameField = (locale: Locale, prefix = ""): string =>
  prefix ? `${prefix}${locale.charAt(0).toUpperCase()}${locale.slice(1)}` : locale;

type Text = z.ZodType<string, string | undefined>;
type Shape<Prefix extends string> = { [Of in Locale as FieldOf<Prefix, Of>]: Text };

/**
 * The fields of a form for a text in every language of the pages, each at most `max` characters. English must be there,
 * unless the text may be left out; another that is left empty is shown in English. Complaints: `name`, `long`.
 */
export function nameFields<Prefix extends string = "">(
  max: number,
  prefix?: Prefix,
  { optional = false } = {},
) {
  const text = z.string().trim().max(max, "long").default("");
  const required = text.refine((value) => value !== "", "name");
  const fields: Record<string, Text> = Object.fromEntries(
    NAME_LANGUAGES.map((locale) => [
      nameField(locale, prefix),
      locale === FALLBACK_LOCALE && !optional ? required : text,
    ]),
  );
  return fields as Shape<Prefix>;
}

/**
 * The text in the languages that a form has filled in. `before` is what stands: languages that the pages do not know stay in it
 * as they are.
 */
export function namesOf(
  form: Readonly<Record<string, unknown>>,
  before: object = {},
  prefix = "",
): Names {
  const known: readonly string[] = LOCALES;
  const kept = Object.entries(before).filter(([language]) => !known.includes(language));
  const given = LOCALES.map((locale) => [locale, form[nameField(locale, prefix)]] as const);
  return Object.fromEntries([...kept, ...given.filter(([, text]) => text)]) as Names;
}
