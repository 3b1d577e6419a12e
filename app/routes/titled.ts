import type { MetaFunction } from "@remix-run/node";
import type { Key } from "../i18n/keys";
import { translator } from "../i18n/translate";
import { FALLBACK_LOCALE, type Locale } from "../platform/types";

/** A page's title in its reader's language, `Board · Naaber`; of a page with two faces, by what its loader has found. */
export const titled =
  <Found = unknown>(key: Key | ((found: Found) => Key)): MetaFunction =>
  ({ matches, data }) => {
    const root = matches.find((match) => match.id === "root")?.data as
      | { locale: Locale }
      | undefined;
    const title = typeof key === "string" ? key : key(data as Found);
    return [{ title: inTitle(root?.locale, title) }];
  };

export const inTitle = (locale: Locale | undefined, key: Key) =>
  `${translator(locale ?? FALLBACK_LOCALE)(key)} · Naaber`;
