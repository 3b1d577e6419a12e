import type { Typed } from "../../platform/form";
import type { Locale } from "../../platform/types";
import type { Words } from "../types";

type Known = {
  id: string;
  headline: Words;
  description: Words;
  fallback: Locale;
  category: string;
  urgency: string;
  severity: string;
  certainty: string;
  codes: string[];
};

const fieldsOf = (name: string, words: Words): Typed =>
  Object.fromEntries(Object.entries(words).map(([locale, text]) => [`${name}_${locale}`, text]));

/** The form of what changes a warning: all of it as it stands. */
export const typedOfAlert = ({ id, headline, description, codes, ...known }: Known): Typed => ({
  replaces: id,
  district: codes,
  category: known.category,
  urgency: known.urgency,
  severity: known.severity,
  certainty: known.certainty,
  fallback: known.fallback,
  ...fieldsOf("headline", headline),
  ...fieldsOf("description", description),
});

/** The form of a warning that says what a broadcast says. */
export const typedOfBroadcast = (
  { words, fallback, codes }: { words: Words; fallback: Locale; codes: string[] },
  id: string,
): Typed => ({ broadcast: id, district: codes, fallback, ...fieldsOf("description", words) });
