import { makeI18n } from "../../i18n/context";
import { lookUp } from "../../i18n/translate";
import type { Locale } from "../../platform/types";
import { codeInGroups } from "../../requests/rules/look-up";
import { type City, composePart, titleOf } from "./compose";
import { plainSigns } from "./segments";

type Part = {
  template: string;
  params: Record<string, string | number>;
  words?: string | undefined;
};
type Order = Part & { locale: Locale };

/** Characters of what somebody wrote that go into a text message: three of Cyrillic letters. */
export const MOST_WORDS = 180;

/** Eight digits as they are read and said. */

/**
 * A text message in its reader's language, `sms:<template>`: short, without a link. Moments are said in the city's time, each with
 * its day, since it may be read much later.
 */
export function composeSms(order: Order, city: City, now: Date): string {
  const { locale, template, params, words = "" } = order;
  const { dated } = makeI18n(locale, city.zone, now);
  const moment = (at?: string | number) => (at ? dated(new Date(at)) : "");
  const { code = "" } = params;
  const values = {
    how: "",
    ...params,
    code: codeInGroups(code),
    at: moment(params.at),
    by: moment(params.by),
    was: moment(params.wasAt),
    title: titleOf(params),
    words: words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS).trim()}…` : words,
    emergency: city.emergencyNumber,
  };
  const found = lookUp(locale, `sms:${template}`, values) ?? subjectOf(order, city, now);
  return plainSigns(tidy(found));
}

/** Several that fall together, as one text message: the first, and how many more there are to read on the site. */
export function composeSmsAll(
  { locale, parts }: { locale: Locale; parts: readonly Part[] },
  city: City,
  now: Date,
): string {
  const [first, ...more] = parts;
  if (!first) throw new Error("a text message without parts");
  const text = composeSms({ ...first, locale }, city, now);
  if (more.length === 0) return text;
  return plainSigns(`${text}\n${lookUp(locale, "sms:several", { count: more.length })}`);
}

/** Of what has no text message of its own: what its mail is about. */
const subjectOf = (order: Order, city: City, now: Date): string =>
  lookUp(order.locale, "sms:notice", { about: composePart(order, city, now).subject }) ?? "";

/** Without what is left where a value was empty: doubled blanks, blanks before a sign, empty lines. */
const tidy = (text: string) =>
  text
    .split("\n")
    .map((line) =>
      line
        .split(/\s/)
        .filter(Boolean)
        .join(" ")
        .replace(/ ([.,!?])/g, "$1"),
    )
    .filter(Boolean)
    .join("\n");
