import { z } from "zod";
import { tickField, versionField as version } from "../districts/form";
import type { About } from "../districts/types";
import { readCount } from "../platform/amount";
import type { CityFacts } from "../platform/context.server";
import { readTimeOfDay } from "../platform/day";
import { emailAddress, emailOrNone } from "../platform/email";
import { degreesField, idField as id, textOrNumber } from "../platform/form";
import { normalPhone } from "../platform/phone";
import { LOCALES } from "../platform/types";
import { GRACE_DAYS } from "./rules/assurance";
import { MOST_FREE_HOURS, type SaidFree } from "./rules/free-time";
import { LONGEST_PASSWORD } from "./rules/password";
import { MOST_LOAD_KG, MOST_SEATS, SKILLS, VEHICLES } from "./types";

/** A message is the code of its text, `account:error.<code>`. */
const name = z.string().trim().min(1, "name").max(120, "long");
/** As it is dialled from abroad; null for none. */
const phone = ({ callingCode }: CityFacts) =>
  z
    .string()
    .trim()
    .max(120, { error: "phone", abort: true })
    .default("")
    .transform((typed, context): string | null => {
      if (!typed) return null;
      const number = normalPhone(typed, callingCode);
      if (!number) context.addIssue({ code: "custom", message: "phone" });
      return number ?? z.NEVER;
    });
/** Judged by `passwordFault`, which has to know whose it is. */
const newPassword = z.string().min(1, "password_short").max(LONGEST_PASSWORD, "password_long");

type InCity = { city: CityFacts & { about?: Pick<About, "volunteerAge"> } };

const reachable = (form: { email: string; phone: string | null }, context: z.RefinementCtx) => {
  if (!form.email && !form.phone)
    context.addIssue({ code: "custom", path: ["email"], message: "reach" });
};

const account = (city: CityFacts) =>
  z.object({
    name,
    email: emailOrNone.default(""),
    phone: phone(city),
    district: z.string().max(60).default(""),
  });
/** Whoever signs up as a volunteer, with a tick where the city asks for an age. */
const newVolunteer = ({ city }: InCity) =>
  account(city).extend({
    ofAge: tickField.refine((ticked) => ticked || !city.about?.volunteerAge, "of_age"),
  });
/** A password is no part of what a command reads: it is hashed before, and nothing else is made of it. */
export const signUpForm = (ctx: InCity) => newVolunteer(ctx).superRefine(reachable);
/** The same with the password, as the page has it. */
export const signUpPageForm = (ctx: InCity) =>
  newVolunteer(ctx).extend({ password: newPassword }).superRefine(reachable);

export const signInForm = z.object({
  login: z.string().trim().min(1, "login").max(254, "login"),
  password: z.string().min(1, "password").max(LONGEST_PASSWORD, "password"),
});

export const codeForm = z
  .object({
    phone: z
      .string()
      .trim()
      .min(5, "phone")
      .max(40, "phone")
      .regex(/^[+\d\s().-]+$/, "phone"),
    secret_code: z
      .string()
      .transform((value) => value.replace(/[\s-]/g, ""))
      .refine((value) => /^\d{8}$/.test(value), "code"),
  })
  .transform(({ phone: number, secret_code: code }) => ({ phone: number, code }));

export const resetRequestForm = z.object({
  email: emailAddress.transform((address) => address.toLowerCase()),
});
/** Of a mailed link; `token` stands in its address. */
export const linkForm = z.object({ token: z.string() });
/** For what is said by the press alone. */
export const emptyForm = z.object({});
export const newPasswordForm = z.object({ password: newPassword });
export const changePasswordForm = z
  .object({
    current_password: z.string().min(1, "password").max(LONGEST_PASSWORD, "password"),
    password: newPassword,
  })
  .transform(({ current_password: current, password }) => ({ current, password }));

/** The password of an account that a link is for, or a new one; empty where nothing has to be shown. */
export const linkPasswordForm = z.object({
  password: z.string().max(LONGEST_PASSWORD, "password_long").default(""),
});

export const contactForm = ({ city }: InCity) =>
  z
    .object({ name, email: emailOrNone, phone: phone(city), locale: z.enum(LOCALES), version })
    .superRefine(reachable);

/** What volunteers may speak: the languages of the pages, and others that are heard here. */
export const SPOKEN = [
  ...new Set([...LOCALES, ...(["pl", "fi", "lv", "lt", "de", "ro"] as const)]),
];

/** How high the lines of a board are. */
export const linesForm = z.object({ lines: z.enum(["dense", "roomy"]) });

export const languageForm = z.object({ locale: z.enum(LOCALES) });

/** A whole number from one on; empty is null. */
const countUpTo = (most: number, code: string) =>
  textOrNumber.transform((text, context): number | null => {
    if (text === "") return null;
    const count = readCount(text) ?? 0;
    if (count >= 1 && count <= most) return count;
    context.addIssue({ code: "custom", message: code });
    return z.NEVER;
  });

export const profileForm = z.object({
  skills: z.array(z.enum(SKILLS)),
  languages: z.array(z.enum(SPOKEN)),
  vehicle: z.enum(VEHICLES),
  seats: countUpTo(MOST_SEATS, "seats"),
  load: countUpTo(MOST_LOAD_KG, "load"),
  district: z.string().max(60).default(""),
  lat: degreesField(90),
  lon: degreesField(180),
  radius: textOrNumber
    .refine((value) => /^\d{1,3}$/.test(value), "radius")
    .transform(Number)
    .refine((value) => value >= 1 && value <= 100, "radius"),
  /** 28 parts of a week and the shortcuts to them. */
  when: z.array(z.string().max(20)).max(31),
  note: z.string().trim().max(500, "long").default(""),
  names: tickField,
  together: tickField,
  version,
});

export const invitationForm = z
  .object({
    name,
    email: emailAddress,
    locale: z.enum(LOCALES),
    districts: z.array(z.string().max(60)).default([]),
    administrator: tickField,
  })
  .superRefine((form, context) => {
    if (form.districts.length === 0 && !form.administrator)
      context.addIssue({ code: "custom", path: ["districts"], message: "reach_of" });
  });

export const idForm = z.object({ id });
export const reachForm = z.object({
  id,
  districts: z.array(z.string().max(60)).default([]),
  administrator: tickField,
  version,
});

/** What an account shows its owner; digits may be written in groups, and the command judges them. */
const shown = z
  .string()
  .max(40)
  .default("")
  .transform((value) => value.replace(/[\s-]/g, ""));
export const phoneForm = z.object({ id, code: shown, seen: tickField, version });
export const standingForm = phoneForm.extend({ standing: z.enum(["verified", "suspended"]) });

/** The name of a passkey or app, by which its owner knows it again. */
const factorName = z.string().trim().max(60, "long").default("");
export const factorNameForm = z.object({
  id,
  name: z.string().trim().min(1, "name").max(60, "long"),
});
export const newFactorForm = z.object({ name: factorName });
/** What shows that an app has the secret: the secret as the page has kept it, and a code. */
export const totpForm = z
  .object({ sealed: z.string().max(400), secret_code: z.string().max(60) })
  .transform(({ sealed, secret_code: code }) => ({ sealed, code }));

const base64url = z.string().regex(/^[\w-]{1,8000}$/);

/** What a browser sends of a passkey, as JSON; the library judges what is in it. */
export const passkeyResponse = z
  .string()
  .max(20_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "json" });
      return z.NEVER;
    }
  })
  .pipe(
    z.looseObject({
      id: base64url,
      rawId: base64url,
      type: z.literal("public-key"),
      response: z.looseObject({ clientDataJSON: base64url }),
      clientExtensionResults: z.looseObject({}).default({}),
    }),
  );

/** For how many hours from now, or until what the clock shows next. */
export const freeTimeForm = z
  .object({ hours: textOrNumber, until: z.string().trim().default("") })
  .transform(({ hours, until }, context): SaidFree => {
    const time = readTimeOfDay(until);
    if (time) return { until: time };
    const count = readCount(hours) ?? 0;
    if (!until && count >= 1 && count <= MOST_FREE_HOURS) return { hours: count };
    context.addIssue({ code: "custom", path: ["until"], message: "free_until" });
    return z.NEVER;
  });

export const graceForm = z.object({
  days: textOrNumber
    .refine((value) => /^\d{1,2}$/.test(value), "days")
    .transform(Number)
    .refine((days) => days >= GRACE_DAYS.least && days <= GRACE_DAYS.most, "days"),
  version,
});
