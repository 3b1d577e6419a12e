import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { Locale, Names } from "../platform/types";
import { type Formats, formats } from "./format";
import { lookUp, nameIn, type Params, type Translate, translator } from "./translate";

export type I18n = Formats & {
  locale: Locale;
  /** IANA name of the city's zone; every time on a page is shown in it. */
  zone: string;
  /** The moment the server began the answer: "in 20 min" counts from here. */
  now: Date;
  t: Translate;
  /** A name that is data (district, category) in the reader's language. */
  name: (names: Names) => string;
  /** The text of a refusal's or a field error's code. */
  refusal: (code: string, params?: Params) => string;
};

const Context = createContext<I18n | null>(null);

type Props = { locale: Locale; zone: string; now: Date; children: ReactNode };

export function I18nProvider({ locale, zone, now, children }: Props) {
  const value = useMemo(() => makeI18n(locale, zone, now), [locale, zone, now]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/** The same tools outside React: mails and plain-text answers. */
export function makeI18n(locale: Locale, zone: string, now: Date): I18n {
  const t = translator(locale);
  const format = formats(locale, zone, now, t);
  /** A refusal gives its moment as ISO 8601, since a rule knows no zone. */
  const inWords = (params?: Params) =>
    params?.at ? { ...params, at: format.moment(new Date(params.at)) } : params;
  /** A conflict names who was first; what the resident or the program did has no name to tell. */
  const keyOf = (code: string, params?: Params) =>
    params?.who === "" ? `refusal:${code}_nameless` : `refusal:${code}`;
  return {
    locale,
    zone,
    now,
    t,
    name: (names) => nameIn(names, locale),
    refusal: (code, params) =>
      lookUp(locale, keyOf(code, params), inWords(params)) ?? t("refusal:unknown"),
    ...format,
  };
}

export function useI18n(): I18n {
  const value = useContext(Context);
  if (!value) throw new Error("useI18n outside I18nProvider");
  return value;
}
