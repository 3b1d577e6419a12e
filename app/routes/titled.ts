import type { MetaFunction } from "@remix-run/node";
import type { Key } from "../i18n/keys";
import { translator } from "../i18n/translate";
import { FALLBACK_LOCALE, type Locale } from "../platform/types";

/** A page's title in its reader's language, `Board · Naaber`. */
export const titled =
  (key: Key): MetaFunction =>
  ({ matches }) => {
    const root = matches.find((match) => match.id === "root")?.data as
      | { locale: Locale }
      | undefined;
    const title = translator(root?.locale ?? FALLBACK_LOCALE)(key);
    return [{ title: `${title} · Naaber` }];
  };
