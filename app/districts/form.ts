import { z } from "zod";
import { emailOrNone } from "../platform/email";
import { readFlag } from "../platform/flag";
import { textOrNumber } from "../platform/form";
import { nameFields } from "../platform/names";
import { PRIORITIES, UNITS } from "./types";

/** What stood on the page that was acted on. */
export const versionField = z.coerce.number().int().positive();

/** A box that was ticked; one that was not is not sent. In a table, yes or no in any of the four languages. */
export const tickField = z
  .union([z.string(), z.boolean()])
  .default("")
  .transform((value, context): boolean => {
    const ticked = readFlag(String(value));
    if (ticked === null) context.addIssue({ code: "custom", message: "flag" });
    return ticked ?? z.NEVER;
  });

/** A message is the code of its text, `admin:error.<code>`. */
export const categoryForm = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{1,29}$/, "code"),
  ...nameFields(80),
  ...nameFields(160, "example"),
  ...nameFields(300, "advice", { optional: true }),
  unit: z.union([z.literal(["", null]).transform(() => null), z.enum(UNITS)]),
  priority: z.enum(PRIORITIES, { error: "priority" }),
  position: z.coerce
    .number({ error: "position" })
    .int("position")
    .min(0, "position")
    .max(999, "position"),
  active: tickField,
  /** Of a kind that there is already. */
  version: versionField.optional(),
});
export type CategoryForm = z.infer<typeof categoryForm>;

const minutes = textOrNumber
  .refine((value) => /^\d{1,5}$/.test(value), "minutes")
  .transform(Number)
  .refine((value) => value >= 1 && value <= 43_200, "minutes");

export const clockForm = z.object({
  priority: z.enum(PRIORITIES, { error: "priority" }),
  district: z.string().default(""),
  triage: minutes,
  assign: minutes,
  fulfil: minutes,
  version: versionField.optional(),
});

/** `stamp`: of the districts as they stood when the report was shown; without, they are taken as they are. */
export const redrawForm = z.object({
  text: z.string(),
  stamp: z.string().nullable().default(null),
});

export const streetsForm = z.object({ text: z.string() });

const line = z.string().trim().max(200, "long");

/** A message is the code of its text, `public:form.error.<code>`. */
export const aboutForm = z.object({
  organisation: line.min(1, "organisation"),
  address: line,
  email: emailOrNone,
  helpLine: line.refine((value) => value === "" || /^[+\d ()-]{3,30}$/.test(value), "phone"),
  lendingTerms: line.default(""),
  volunteerAge: line.default("").refine((value) => /^(|1[4-9]|2[01])$/.test(value), "age"),
  dataContact: line,
  authority: line,
});
