import i18next, { type i18n } from "i18next";
import { FALLBACK_LOCALE, LOCALES, type Locale, type Names } from "../platform/types";
import { catalogues } from "./catalogues";
import type { Key } from "./keys";

const instance: i18n = i18next.createInstance();
void instance.init({
  resources: catalogues,
  lng: FALLBACK_LOCALE,
  fallbackLng: FALLBACK_LOCALE,
  supportedLngs: [...LOCALES],
  defaultNS: "common",
  initAsync: false,
  // React and the mail templates escape; doing it twice would show `&amp;` to a reader.
  interpolation: { escapeValue: false },
  returnNull: false,
  showSupportNotice: false,
});

export type Params = Record<string, string | number>;
/** Gives the text of a key in one language; `count` picks the plural form. */
export type Translate = (key: Key, params?: Params) => string;

const translators = new Map<Locale, Translate>();

export function translator(locale: Locale): Translate {
  let translate = translators.get(locale);
  if (!translate) {
    const fixed = instance.getFixedT(locale);
    // A board says the same words fifty times: a text without parameters is looked up once.
    const plain = new Map<Key, string>();
    translate = (key, params) => {
      if (params) return fixed(key, params) as string;
      const text = plain.get(key) ?? (fixed(key) as string);
      plain.set(key, text);
      return text;
    };
    translators.set(locale, translate);
  }
  return translate;
}

/** For keys made at run time (a refusal's code, a category's name): `null` when there is no such text. */
export function lookUp(locale: Locale, key: string, params?: Params): string | null {
  return instance.exists(key, { ...params, lng: locale })
    ? translator(locale)(key as Key, params)
    : null;
}

/** A name that is data, in the reader's language, else in English. */
export function nameIn(names: Names, locale: Locale): string {
  return names[locale] ?? names[FALLBACK_LOCALE];
}
