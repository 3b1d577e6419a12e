import { z } from "zod";
import { SKILLS } from "../accounts/types";
import { tickField } from "../districts/form";
import type { CityFacts } from "../platform/context.server";
import { readTimeOfDay } from "../platform/day";
import { idField, textOrNumber } from "../platform/form";
import { LOCALES } from "../platform/types";
import { LONGEST_ALERT, LONGEST_DESCRIPTION, LONGEST_HEADLINE } from "./rules/alert";
import { LONGEST_WORDS } from "./rules/broadcast";
import { LONGEST_ENDPOINT } from "./rules/push";
import { readReport } from "./rules/read-report";
import {
  ALERT_CATEGORIES,
  ALERT_CERTAINTIES,
  ALERT_SEVERITIES,
  ALERT_URGENCIES,
  BROADCAST_GROUPS,
  CHANNELS,
  CHOSEN_KINDS,
  PRESSURES,
  SMS_FAILURES,
  type Words,
} from "./types";

/** Characters of a text message that came in; what is longer no phone has sent. */
export const LONGEST_SMS = 10_000;

const id = z.string().trim().min(1).max(200);

/** A report: of our own id, or of the gateway's, with whatever word or number it has for the state. */
export const reportForm = z
  .object({
    sms: z.guid().optional(),
    gatewayId: id.optional(),
    state: z
      .enum([...SMS_FAILURES, "delivered", "passing"])
      .or(z.string().max(100).transform(readReport)),
  })
  .transform(({ gatewayId = "", ...report }, context) => {
    if (!report.sms && !gatewayId)
      context.addIssue({ code: "custom", path: ["sms"], message: "input" });
    return { ...report, gatewayId };
  });

/** A mail that came back: the paths it may have come by, and what it says of which addresses. */
export const bounceForm = z.object({
  paths: z.array(z.string().max(2_000)).max(100),
  failed: z
    .array(
      z.object({
        addresses: z.array(z.string().max(320)).max(2),
        fault: z.enum(["address", "refused"]),
      }),
    )
    .max(100),
});

/** A text message as its gateway brings it. */
export const smsForm = z.object({
  gateway: z.enum(["http", "gammu", "demo"]),
  id,
  from: z.string().trim().min(1).max(100),
  text: z.string().max(LONGEST_SMS),
});

/** Minutes after midnight of what a clock shows; empty is null. */
const clock = z
  .string()
  .trim()
  .default("")
  .transform((typed, context): number | null => {
    if (!typed) return null;
    const time = readTimeOfDay(typed);
    if (time) return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
    context.addIssue({ code: "custom", message: "clock" });
    return z.NEVER;
  });

/** By what of these (`by`) somebody wants to hear of these kinds (`of`), as `tasks.sms`. */
export const messagesForm = z
  .object({
    of: z.array(z.enum(CHOSEN_KINDS)).max(20).default([]),
    by: z.array(z.enum(CHANNELS)).max(20).default(["email", "sms"]),
    on: z.array(z.string().max(40)).max(60).default([]),
    quietFrom: clock,
    quietTo: clock,
    retry: tickField,
    version: z.coerce.number().int().min(0),
  })
  .superRefine(({ quietFrom, quietTo }, context) => {
    if ((quietFrom === null) === (quietTo === null)) return;
    const path = [quietFrom === null ? "quietFrom" : "quietTo"];
    context.addIssue({ code: "custom", path, message: "both" });
  });

type InCity = { city: CityFacts & { locales?: readonly string[] } };

/** `words_<language>` of a form, with what is wrong with each: as many languages as the city has, or one that stands for the rest. */
export const wordsFields = (name: string, longest: number) =>
  Object.fromEntries(
    LOCALES.map((locale) => [
      `${name}_${locale}`,
      z.string().trim().max(longest, "words_long").default(""),
    ]),
  );

export function wordsOf(typed: Record<string, unknown>, name: string): Words {
  return Object.fromEntries(
    LOCALES.flatMap((locale) => {
      const text = typed[`${name}_${locale}`];
      return typeof text === "string" && text ? [[locale, text]] : [];
    }),
  );
}

/** A language that stands for those that are missing; empty: none is. */
export const fallbackField = z.enum(LOCALES).or(z.literal("")).default("");

export function checkWords(
  words: Words,
  { name, fallback, locales }: { name: string; fallback: string; locales: readonly string[] },
  context: z.RefinementCtx,
): void {
  const needed = fallback ? [fallback] : LOCALES.filter((locale) => locales.includes(locale));
  for (const locale of needed) {
    if (locale in words) continue;
    context.addIssue({ code: "custom", path: [`${name}_${locale}`], message: "words" });
  }
}

/** Codes of districts; none is the whole city. */
export const districtCodes = z.array(z.string().max(60)).max(200).default([]);

const idOrNone = z
  .guid("unknown")
  .or(z.literal("").transform(() => null))
  .nullable()
  .default(null);

export const broadcastForm = ({ city: { locales = LOCALES } }: InCity) =>
  z
    .object({
      groups: z.array(z.enum(BROADCAST_GROUPS)).min(1, "groups").default([]),
      district: districtCodes,
      skill: z
        .enum(SKILLS)
        .or(z.literal("").transform(() => null))
        .nullable()
        .default(null),
      incident: idOrNone,
      pressure: z.enum(PRESSURES, "pressure"),
      fallback: fallbackField,
      ...wordsFields("words", LONGEST_WORDS),
    })
    .transform(({ groups, district, skill, incident, pressure, fallback, ...typed }, context) => {
      const words = wordsOf(typed, "words");
      if (groups.length === 0)
        context.addIssue({ code: "custom", path: ["groups"], message: "groups" });
      checkWords(words, { name: "words", fallback, locales }, context);
      const spoken = LOCALES.find((locale) => locale in words) ?? LOCALES[0];
      return { groups, district, skill, incident, pressure, words, fallback: fallback || spoken };
    });

export const broadcastStepForm = z.object({
  id: idField,
  version: z.coerce.number().int().positive(),
});

export const broadcastLimitForm = z.object({
  most: textOrNumber.refine((text) => /^\d{1,6}$/.test(text), "most").transform(Number),
});

export const alertForm = ({ city: { locales = LOCALES } }: InCity) =>
  z
    .object({
      replaces: idOrNone,
      broadcast: idOrNone,
      district: districtCodes,
      category: z.enum(ALERT_CATEGORIES, "choose"),
      urgency: z.enum(ALERT_URGENCIES, "choose"),
      severity: z.enum(ALERT_SEVERITIES, "choose"),
      certainty: z.enum(ALERT_CERTAINTIES, "choose"),
      hours: textOrNumber
        .refine((text) => /^\d{1,2}$/.test(text), "hours")
        .transform(Number)
        .refine((hours) => hours >= 1 && hours <= LONGEST_ALERT, "hours"),
      fallback: fallbackField,
      ...wordsFields("headline", LONGEST_HEADLINE),
      ...wordsFields("description", LONGEST_DESCRIPTION),
    })
    .transform(({ fallback, ...typed }, context) => {
      const { replaces, broadcast, district, category, urgency, severity, certainty, hours } =
        typed;
      const headline = wordsOf(typed, "headline");
      const description = wordsOf(typed, "description");
      checkWords(headline, { name: "headline", fallback, locales }, context);
      const spoken = LOCALES.find((locale) => locale in headline) ?? LOCALES[0];
      const codes = { category, urgency, severity, certainty };
      const words = { headline, description, fallback: fallback || spoken };
      return { replaces, broadcast, district, hours, ...codes, ...words };
    });

export const alertStepForm = z.object({ id: idField });

/** The code of a text message: six digits, however they are spaced. */
export const phoneCodeForm = z
  .object({
    secret_code: z
      .string()
      .transform((typed) => typed.replace(/[\s-]/g, ""))
      .refine((code) => /^\d{6}$/.test(code), "phone_code"),
  })
  .transform(({ secret_code: code }) => ({ code }));

/** A browser's subscription, as its `PushManager` gives it: https at the usual port, by a name. */
const endpoint = z
  .string()
  .max(LONGEST_ENDPOINT, "device")
  // Names and paths as URLs have them: no blank, no control character, nobody's password.
  .regex(/^https:\/\/(?:[a-z0-9-]{1,63}\.){1,8}[a-z][a-z0-9-]{1,62}\/[\x21-\x7e]*$/i, "device")
  .refine((address) => URL.canParse(address), "device");

/** What opens something bears a name by which no page gives it back. */
export const deviceForm = z
  .object({
    secret_endpoint: endpoint,
    secret_p256dh: z.string().regex(/^B[\w-]{86}$/, "device"),
    secret_auth: z.string().regex(/^[\w-]{22}$/, "device"),
    vapid: z.string().max(200),
    device: z.string().max(60).default(""),
  })
  .transform(({ secret_endpoint, secret_p256dh: p256dh, secret_auth: auth, device, vapid }) => ({
    endpoint: secret_endpoint,
    p256dh,
    auth,
    vapid,
    name: device,
  }));

export const deviceStepForm = z.object({ id: idField });
