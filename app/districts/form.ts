import { z } from "zod";
import { emailOrNone } from "../platform/email";
import { PRIORITIES, UNITS } from "./types";

const name = z.string().trim().max(80, "long");
const required = name.min(1, "name");
/** Left empty, a language is shown the English name. */
const optional = name.transform((value) => value || undefined);
const example = z.string().trim().max(160, "long");

export const versionField = z.coerce.number().int().positive();

/** A message is the code of its text, `admin:error.<code>`. */
export const categoryForm = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{1,29}$/, "code"),
  en: required,
  et: optional,
  uk: optional,
  ru: optional,
  exampleEn: example.min(1, "name"),
  exampleEt: example.transform((value) => value || undefined),
  exampleUk: example.transform((value) => value || undefined),
  exampleRu: example.transform((value) => value || undefined),
  unit: z.union([z.literal("").transform(() => null), z.enum(UNITS)]),
  priority: z.enum(PRIORITIES, { error: "priority" }),
  position: z.coerce
    .number({ error: "position" })
    .int("position")
    .min(0, "position")
    .max(999, "position"),
  active: z
    .literal("yes")
    .optional()
    .transform((value) => value === "yes"),
  version: versionField.optional(),
});
export type CategoryForm = z.infer<typeof categoryForm>;

const minutes = z
  .string()
  .trim()
  .regex(/^\d{1,5}$/, "minutes")
  .transform(Number)
  .refine((value) => value >= 1 && value <= 43_200, "minutes");

export const clockForm = z.object({
  priority: z.enum(PRIORITIES),
  district: z.string().default(""),
  triage: minutes,
  assign: minutes,
  fulfil: minutes,
  version: versionField.optional(),
});
export type ClockForm = z.infer<typeof clockForm>;

const line = z.string().trim().max(200, "long");

/** A message is the code of its text, `public:form.error.<code>`. */
export const aboutForm = z.object({
  organisation: line.min(1, "organisation"),
  address: line,
  email: emailOrNone,
  helpLine: line.refine((value) => value === "" || /^[+\d ()-]{3,30}$/.test(value), "phone"),
  dataContact: line,
  authority: line,
});
export type AboutForm = z.infer<typeof aboutForm>;
