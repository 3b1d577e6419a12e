import type { MetaFunction } from "@remix-run/node";
import type { Key } from "../i18n/keys";
import { translator } from "../i18n/translate";
import { FALLBACK_LOCALE, type Locale } from "../platform/types";

type Root = { locale: Locale } | undefined;
type Matches = Parameters<MetaFunction>[0]["matches"];

const localeIn = (matches: Matches): Locale =>
  (matches.find((match) => match.id === "root")?.data as Root)?.locale ?? FALLBACK_LOCALE;

/** A page's title in its reader's language, `Board · Naaber`; of a page with two faces, by what its loader has found. */
export const titled =
  <Found = unknown>(key: Key | ((found: Found) => Key)): MetaFunction =>
  ({ matches, data }) => {
    const title = typeof key === "string" ? key : key(data as Found);
    return [{ title: inTitle(localeIn(matches), title) }];
  };

/** The title of a page of one thing: what it is called, then what it is; the latter alone where nothing was found. */
export const titledBy =
  <Found>(key: Key, nameOf: (found: Found, locale: Locale) => string): MetaFunction =>
  ({ matches, data }) => {
    const locale = localeIn(matches);
    const name = data ? nameOf(data as Found, locale) : "";
    const title = inTitle(locale, key);
    return [{ title: name ? `${name} · ${title}` : title }];
  };

export const inTitle = (locale: Locale | undefined, key: Key) =>
  `${translator(locale ?? FALLBACK_LOCALE)(key)} · Naaber`;
