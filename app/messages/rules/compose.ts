import { makeI18n } from "../../i18n/context";
import { lookUp } from "../../i18n/translate";
import type { Locale } from "../../platform/types";

type Params = Record<string, string | number>;
type Order = { locale: Locale; template: string; params: Params };

export type City = {
  zone: string;
  emergencyNumber: string;
  /** As it was written. */
  helpLine?: string | undefined;
};

/**
 * A mail's words in its reader's language. Parameters `at`, `end`, `by` and their like are ISO instants, said in the city's time
 * and each with its day: a mail is read who knows when. `{{details}}` is when, where and in which role; `{{was}}` the same of before;
 * `{{due}}` says by when something is to be back, where it is to be; `{{stairs}}` how high it is to be carried; `{{door}}` by which
 * numbers those who come are known;
 * `{{call}}` whom to call, where the city has named a number; `{{title}}` what a task is about, danger to life first.
 */
export function compose(order: Order, city: City, now: Date) {
  return signed(order.locale, composePart(order, city, now), city);
}

/** Several that fall together, as one mail: what presses most stands first. */
export function composeAll(
  { locale, parts }: { locale: Locale; parts: readonly Omit<Order, "locale">[] },
  city: City,
  now: Date,
) {
  const said = parts.map((part) => composePart({ ...part, locale }, city, now));
  const [first] = said;
  if (!first) throw new Error("a mail without parts");
  if (said.length === 1) return signed(locale, first, city);
  const subject = lookUp(locale, "mail:several", { first: first.subject, count: said.length - 1 });
  const text = said.map((part) => `* ${part.subject}\n\n${part.text}`).join("\n\n\n");
  return signed(locale, { subject: subject ?? first.subject, text }, city);
}

type Said = { subject: string; text: string };

/** With whom to call, where the city has named a number and the words have not said it: nobody reads what is answered. */
function signed(locale: Locale, { subject, text }: Said, { helpLine = "" }: City) {
  const asks = helpLine && !text.includes(helpLine);
  const call = asks && lookUp(locale, "public:help", { phone: helpLine });
  const foot = [lookUp(locale, "mail:footer"), call].filter(Boolean).join("\n");
  return { subject, text: `${text}\n\n-- \n${foot}\n` };
}

/** What a task is about: danger to life first, then what and where; one of the whole city has no district to name. */
export function titleOf({ danger, what, where, stairs }: Params): string {
  const title = [what, where, stairs].filter(Boolean).join(", ");
  return danger ? `${danger}: ${title}` : title;
}

/** The words of one template, without the foot of a mail. */
export function composePart({ locale, template, params }: Order, city: City, now: Date) {
  const { dated, span, t } = makeI18n(locale, city.zone, now);
  const momentOf = (from?: string | number, to?: string | number) => {
    if (!from) return "";
    return to ? span(new Date(from), new Date(to)) : dated(new Date(from));
  };
  const { where, address, role, by, wasAt, wasEnd, wasWhere, wasAddress } = params;
  const at = momentOf(params.at, params.end);
  const spot = (place?: string | number, street?: string | number) =>
    [...new Set([place, street])].filter(Boolean).join(", ");
  const lines = (...all: (string | number | undefined)[]) => all.filter(Boolean).join("\n");
  const values = {
    ...params,
    at,
    by: momentOf(by),
    stairs: params.stairs ? t("mail:stairs", { stairs: params.stairs }) : "",
    door: params.numbers ? t("mail:door", { numbers: params.numbers }) : "",
    call: params.phone ? t("mail:call", { phone: params.phone }) : "",
    due: by ? t("mail:due", { by: momentOf(by) }) : "",
    details: lines(at, spot(where, address), role && t("mail:role", { role })),
    was: lines(momentOf(wasAt, wasEnd), spot(wasWhere, wasAddress)),
    emergency: city.emergencyNumber,
    title: titleOf({ ...params, stairs: "" }),
  };
  const text = (part: "subject" | "body") => {
    const found = lookUp(locale, `mail:${template}.${part}`, values);
    if (found === null) throw new Error(`no mail is called ${template}`);
    return found.replace(/\n{3,}/g, "\n\n").trim();
  };
  return { subject: text("subject"), text: text("body") };
}
