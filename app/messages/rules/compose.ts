import { makeI18n } from "../../i18n/context";
import { lookUp } from "../../i18n/translate";
import type { Locale } from "../../platform/types";

type Order = { locale: Locale; template: string; params: Record<string, string | number> };

export type City = { zone: string; emergencyNumber: string };

/** A mail's words in its reader's language; a parameter `at` is an ISO instant, said in the city's time. */
export function compose({ locale, template, params }: Order, city: City, now: Date) {
  const { moment } = makeI18n(locale, city.zone, now);
  const { at, what, where } = params;
  const values = {
    ...params,
    emergency: city.emergencyNumber,
    // A task of the whole city has no district to name.
    title: [what, where].filter(Boolean).join(", "),
    ...(at ? { at: moment(new Date(at)) } : {}),
  };
  const text = (part: "subject" | "body") => {
    const found = lookUp(locale, `mail:${template}.${part}`, values);
    if (found === null) throw new Error(`no mail is called ${template}`);
    return found.replace(/\n{3,}/g, "\n\n").trim();
  };
  const footer = lookUp(locale, "mail:footer") ?? "";
  return { subject: text("subject"), text: `${text("body")}\n\n-- \n${footer}\n` };
}
