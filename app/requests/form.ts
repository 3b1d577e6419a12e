import { z } from "zod";
import { VULNERABLE } from "./types";

const LIMITS = {
  ...{ details: 2000, address: 300, access: 500, name: 120, email: 254, phone: 40, note: 2000 },
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
    email: text(LIMITS.email).refine(
      (value) => value === "" || /^\S+@\S+\.\S+$/.test(value),
      "email",
    ),
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

export const maximumOf = (field: string): number => LIMITS[field as keyof typeof LIMITS] ?? 60;

function isPhone(value: string): boolean {
  const digits = value.replace(/\D/g, "");
  return /^[+\d\s().-]+$/.test(value) && digits.length >= 5 && digits.length <= 15;
}
