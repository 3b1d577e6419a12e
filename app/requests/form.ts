import { z } from "zod";
import { PRIORITIES } from "../districts/types";
import { emailOrNone } from "../platform/email";
import { LOCALES, type Point } from "../platform/types";
import { CLOSING_REASONS, VULNERABLE } from "./types";

const LIMITS = {
  details: 2000,
  address: 300,
  access: 500,
  name: 120,
  email: 254,
  phone: 40,
  note: 2000,
};
const text = (max: number) => z.string().trim().max(max, "long").default("");
const wholeNumber = (code: string, max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,4}$/, code)
    .transform(Number)
    .refine((n) => n >= 1 && n <= max, code);

/** A degree that a script may have filled in; whatever else is there counts as nothing. */
const degrees = (limit: number) =>
  z
    .string()
    .default("")
    .transform((value) => (value.trim() === "" ? null : Number(value)))
    .transform((value) => (value !== null && Math.abs(value) <= limit ? value : null));

const hours = z.union([z.literal("").transform(() => null), wholeNumber("hours", 720)], {
  error: "hours",
});

/** The form of `/help`. A message is the code of its text, `help:error.<code>`. */
export const helpForm = z
  .object({
    formKey: z.string().min(16).max(64),
    category: z.string({ error: "category" }).min(1, "category"),
    details: text(LIMITS.details).refine((value) => value !== "", "details"),
    people: wholeNumber("people", 9999),
    vulnerable: z.array(z.enum(VULNERABLE)).default([]),
    district: text(60),
    address: text(LIMITS.address),
    access: text(LIMITS.access),
    lat: degrees(90),
    lon: degrees(180),
    hours: hours.default(null),
    name: text(LIMITS.name),
    phone: text(LIMITS.phone).refine((value) => value === "" || isPhone(value), "phone"),
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

export const noteForm = z.object({
  note: z.string().trim().min(1, "empty").max(LIMITS.note, "long"),
});

export const outcomeForm = z.object({ came: z.enum(["yes", "no"], { error: "came" }) });

/** What a coordinator adds who takes a request by phone or at a counter. */
export const takenForm = z.object({
  channel: z.enum(["phone", "walk-in"], { error: "channel" }),
  locale: z.enum(LOCALES),
});

const version = z.coerce.number().int().positive();

/** `59.437, 24.7536`, as maps give it to be copied. */
const point = z
  .string()
  .trim()
  .default("")
  .transform((value, context): Point | null => {
    if (!value) return null;
    const [lat, lon, ...rest] = value.split(/[\s,;]+/).map(Number);
    const placed = lat !== undefined && lon !== undefined && rest.length === 0;
    if (placed && Math.abs(lat) <= 90 && Math.abs(lon) <= 180) return { lat, lon };
    context.addIssue({ code: "custom", message: "point" });
    return null;
  });

/** A message is the code of its text, `board:error.<code>`. */
export const triageForm = z.object({
  priority: z.enum(PRIORITIES, { error: "priority" }),
  category: z.string().min(1),
  district: z.string().max(60).default(""),
  quantity: z
    .string()
    .trim()
    .default("")
    .transform((value) => (value === "" ? null : Number(value.replace(",", "."))))
    .refine((value) => value === null || (value > 0 && value <= 1_000_000), "quantity"),
  people: wholeNumber("people", 9999),
  /** A wall time in the city's zone. */
  needed: z.string().trim().default(""),
  point,
  version,
});
export type TriageForm = z.infer<typeof triageForm>;

export const endingForm = z.object({
  reason: z.enum(CLOSING_REASONS, { error: "reason" }),
  word: z.string().trim().max(LIMITS.note, "long").default(""),
  version,
});

export const mergeForm = z
  .object({ other: z.string().default(""), code: z.string().default(""), version })
  .transform(({ other, code, version: seen }) => ({
    code: (code || other).replace(/[\s-]/g, ""),
    version: seen,
  }))
  .refine(({ code }) => /^\d{8}$/.test(code), { error: "code", path: ["code"] });

export const versionForm = z.object({ version });

export const maximumOf = (field: string): number => LIMITS[field as keyof typeof LIMITS] ?? 60;

function isPhone(value: string): boolean {
  const digits = value.replace(/\D/g, "");
  return /^[+\d\s().-]+$/.test(value) && digits.length >= 5 && digits.length <= 15;
}
