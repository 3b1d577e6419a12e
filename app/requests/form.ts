import { z } from "zod";
import { tickField } from "../districts/form";
import { PRIORITIES } from "../districts/types";
import { readPoint } from "../platform/coordinates";
import { emailOrNone } from "../platform/email";
import { amountField, degreesField, idField as id, momentField } from "../platform/form";
import { isCallable } from "../platform/phone";
import { LOCALES, type Point } from "../platform/types";
import { CLOSING_REASONS, VULNERABLE } from "./types";

const LIMITS = {
  details: 2000,
  address: 300,
  access: 500,
  name: 120,
  email: 254,
  /** Two numbers and whose they are. */
  phone: 120,
  note: 2000,
};
const text = (max: number) => z.string().trim().max(max, "long").default("");
/** As a form's text, or as a number where another program sends it. */
const wholeNumber = (code: string, max: number) =>
  z
    .union([z.string(), z.number()], { error: code })
    .transform(String)
    .pipe(
      z
        .string()
        .trim()
        .regex(/^\d{1,4}$/, code),
    )
    .transform(Number)
    .refine((n) => n >= 1 && n <= max, code);

const hours = z.union([z.literal(["", null]).transform(() => null), wholeNumber("hours", 720)], {
  error: "hours",
});

/** The form of `/help`. A message is the code of its text, `help:error.<code>`. */
export const helpForm = z
  .object({
    category: z.string({ error: "category" }).min(1, "category"),
    details: text(LIMITS.details).refine((value) => value !== "", "details"),
    people: wholeNumber("people", 9999),
    vulnerable: z.array(z.enum(VULNERABLE)).default([]),
    district: text(60),
    address: text(LIMITS.address),
    access: text(LIMITS.access),
    lat: degreesField(90),
    lon: degreesField(180),
    hours: hours.default(null),
    name: text(LIMITS.name),
    phone: text(LIMITS.phone).refine((value) => value === "" || isCallable(value), "phone"),
    email: emailOrNone.default(""),
  })
  .superRefine((form, context) => {
    const pointed = form.lat !== null && form.lon !== null;
    if (!form.address && !form.district && !pointed)
      context.addIssue({ code: "custom", path: ["address"], message: "place" });
    if (!form.phone && !form.email)
      context.addIssue({ code: "custom", path: ["phone"], message: "reach" });
  });

export type HelpForm = z.infer<typeof helpForm>;

/** The look-up by a code that was written down or heard; blanks and dashes do not count. */
export const lookUpForm = z.object({
  code: z
    .string()
    .transform((value) => value.replace(/[\s-]/g, ""))
    .refine((value) => /^\d{8}$/.test(value), "code"),
  digits: z
    .string()
    .trim()
    .regex(/^\d{4}$/, "digits"),
});

const note = z.string({ error: "empty" }).trim().min(1, "empty").max(LIMITS.note, "long");

/** By the private link; `token` stands in its address. */
export const ownForm = z.object({ token: z.string() });
export const ownNoteForm = ownForm.extend({ note });
export const ownOutcomeForm = ownForm.extend({ came: z.enum(["yes", "no"], { error: "came" }) });

/** What a resident corrects; an empty field stays as it is. A message is the code of its text, `help:error.<code>`. */
export const correctionForm = ownForm.extend({
  phone: text(LIMITS.phone).refine((value) => value === "" || isCallable(value), "phone"),
  email: emailOrNone.default(""),
  address: text(LIMITS.address),
  access: text(LIMITS.access),
});

/** Of jobs. */
export const separateJoinedForm = z.object({ request: z.guid(), from: z.guid() });

export const boardNoteForm = z.object({
  id,
  note,
  forResident: z
    .string()
    .default("")
    .transform((value) => value === "yes"),
});

/** What a coordinator adds who takes a request by phone or at a counter. */
const takenForm = z.object({
  channel: z.enum(["phone", "walk-in"], { error: "channel" }),
  locale: z.enum(LOCALES),
});
/** The form of `/help` as a coordinator fills it in for somebody. */
export const takeForm = helpForm.and(takenForm);

/** What stood on the page that was acted on. */
const version = z.coerce.number().int().positive();

/** `59.437, 24.7536`, as maps give it to be copied. */
const point = z
  .string()
  .trim()
  .default("")
  .transform((value, context): Point | null => {
    if (!value) return null;
    const read = readPoint(value);
    if (!read) context.addIssue({ code: "custom", message: "point" });
    return read;
  });

/** A message is the code of its text, `board:error.<code>`. */
export const triageForm = ({ city }: { city: { zone: string } }) =>
  z.object({
    id,
    priority: z.enum(PRIORITIES, { error: "priority" }),
    category: z.string().min(1),
    district: z.string().max(60).default(""),
    quantity: amountField("quantity", 0.01),
    people: wholeNumber("people", 9999),
    needed: momentField(city.zone, "needed"),
    point,
    outside: tickField,
    version,
  });

export const endingForm = z.object({
  id,
  how: z.enum(["decline", "cancel", "close"]),
  reason: z.enum(CLOSING_REASONS, { error: "reason" }),
  word: z.string().trim().max(LIMITS.note, "long").default(""),
  version,
});

export const mergeForm = z
  .object({ id, other: z.string().default(""), code: z.string().default(""), version })
  .transform(({ other, code, ...rest }) => ({
    ...rest,
    code: (code || other).replace(/[\s-]/g, ""),
  }))
  .refine(({ code }) => /^\d{8}$/.test(code), { error: "code", path: ["code"] });

export const versionForm = z.object({ id, version });

const flood = z.string();
export const floodForm = z.object({ flood });
/** `seen`: the ids of those that stood on the page. */
export const declineFloodForm = z.object({ flood, seen: z.array(z.string()).default([]) });

export const maximumOf = (field: string): number => LIMITS[field as keyof typeof LIMITS] ?? 60;
