import { FALLBACK_LOCALE, LOCALES, type Locale } from "../platform/types";
import * as english from "./english";

export type Catalogue = typeof english;

/** The texts of a language, from its folder beside this file. Throws where a namespace has no file. */
async function catalogueOf(locale: Locale): Promise<Catalogue> {
  if (locale === FALLBACK_LOCALE) return english;
  const files = Object.keys(english).map(async (namespace) => {
    const file: { default: unknown } = await import(`./${locale}/${namespace}.json`);
    return [namespace, file.default] as const;
  });
  return Object.fromEntries(await Promise.all(files)) as Catalogue;
}

const read = LOCALES.map(async (locale) => [locale, await catalogueOf(locale)] as const);

/** Every text of the product, by language and namespace. A language is its folder; a namespace is added in `english.ts`. */
export const catalogues = Object.fromEntries(await Promise.all(read)) as Record<Locale, Catalogue>;
