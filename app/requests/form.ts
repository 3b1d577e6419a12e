import { z } from "zod";
import { VULNERABLE } from "./types";

const LIMITS = { details: 2000, address: 300, access: 500, name: 120, email: 254, phone: 40 };
const text = (max: number) => z.string().trim().max(max, "long").default("");
const wholeNumber = (code: string, max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,4}$/, code)
    .transform(Number)
    .refine((n) => n >= 1 && n <= max, code);

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
    hours: z.union([z.literal("").transform(() => null), wholeNumber("hours", 720)], {
      error: "hours",
    }),
    name: text(LIMITS.name),
    phone: text(LIMITS.phone).refine((value) => value === "" || isPhone(value), "phone"),
    email: text(LIMITS.email).refine(
      (value) => value === "" || /^\S+@\S+\.\S+$/.test(value),
      "email",
    ),
  })
  .superRefine((form, context) => {
    if (!form.address && !form.district)
      context.addIssue({ code: "custom", path: ["address"], message: "place" });
    if (!form.phone && !form.email)
      context.addIssue({ code: "custom", path: ["phone"], message: "reach" });
  });

export type HelpForm = z.infer<typeof helpForm>;
/** What was typed, as it was typed, so that a page can give it back. */
export type Typed = Record<string, string | string[]>;
export type FieldErrors = Record<string, string>;

export const maximumOf = (field: string): number => LIMITS[field as keyof typeof LIMITS] ?? 60;

function isPhone(value: string): boolean {
  const digits = value.replace(/\D/g, "");
  return /^[+\d\s().-]+$/.test(value) && digits.length >= 5 && digits.length <= 15;
}

/** What a form sent, field by field; what is sent twice or more is a list only where the form has one. */
export function readTyped(form: FormData): Typed {
  const single = [...form.keys()].filter((name) => name !== "vulnerable");
  const typed: Typed = Object.fromEntries(single.map((name) => [name, String(form.get(name))]));
  return { ...typed, vulnerable: form.getAll("vulnerable").map(String) };
}

/** The first complaint about each field. */
export function readErrors(error: z.ZodError): FieldErrors {
  const errors: FieldErrors = {};
  for (const issue of error.issues) {
    const field = String(issue.path[0]);
    if (field !== "formKey") errors[field] ??= issue.message;
  }
  return errors;
}
