import { z } from "zod";
import { WEEKDAYS } from "../accounts/rules/availability";
import { UNITS } from "../districts/types";
import { readLines } from "./rules/attribute-lines";
import { CONDITIONS } from "./types";

/** A message is the code of its text, `resources:error.<code>`. */
const text = (max: number) => z.string().trim().max(max, "long").default("");
const wall = (code: string) =>
  z
    .string()
    .trim()
    .regex(/^(\d{4}-\d\d-\d\dT\d\d:\d\d)?$/, code)
    .default("");
/** Above nothing, at most a million, a comma will do for a point; hundredths count. */
export const quantity = (code: string, least: number) =>
  z
    .string()
    .trim()
    .transform((value) => Number(value.replace(",", ".") || Number.NaN))
    .refine(
      (value) =>
        value >= least &&
        value <= 1_000_000 &&
        Math.abs(value * 100 - Math.round(value * 100)) < 1e-6,
      code,
    );
const coordinate = (most: number) =>
  z
    .string()
    .trim()
    .default("")
    .transform((value) => {
      const degrees = Number(value);
      return value !== "" && Math.abs(degrees) <= most ? degrees : null;
    });
const version = z.coerce.number().int().positive();

const title = text(120).refine((value) => value.length > 0, "title");
const offerDetails = {
  organisation: text(120),
  conditions: text(1000),
  district: text(60),
  address: text(200),
  lat: coordinate(90),
  lon: coordinate(180),
  from: wall("time"),
  until: wall("time"),
  when: z.array(z.string()).max(WEEKDAYS.length * 4),
};

export const newOfferForm = z
  .object({
    formKey: z.string().min(16).max(64),
    // In the order of the page, which is the order of what is said to be wrong.
    kind: z.string().trim().min(1, "kind"),
    title,
    quantity: quantity("quantity", 0.01),
    ...offerDetails,
    name: text(120),
    phone: text(40),
  })
  .superRefine(({ address, district }, context) => {
    if (!address && !district)
      context.addIssue({ code: "custom", path: ["address"], message: "place" });
  });
export type NewOffer = z.output<typeof newOfferForm>;

export const editOfferForm = z.object({
  title,
  quantity: quantity("quantity", 0),
  ...offerDetails,
  version,
});
export type EditOffer = z.output<typeof editOfferForm>;

export const standingForm = z.object({
  to: z.enum(["verified", "paused", "withdrawn", "retired"]),
  version,
});

export const reserveForm = z.object({
  offer: z.string(),
  quantity: quantity("quantity", 0.01),
  from: wall("time"),
  to: wall("time"),
});

export const fetchForm = z.object({ count: quantity("count", 0.01) });
export const returnForm = z.object({
  count: quantity("count", 0),
  condition: z.enum(CONDITIONS).default("good"),
  note: text(500),
});

export const settleForm = z.object({
  followUp: z.string(),
  restored: quantity("count", 0).catch(0),
});

const kindName = z.string().trim().max(80, "long");
const optionalName = kindName.transform((value) => value || undefined);

/** A message is the code of its text, `admin:error.<code>`. */
export const kindForm = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{1,29}$/, "code"),
  en: kindName.min(1, "name"),
  et: optionalName,
  uk: optionalName,
  ru: optionalName,
  unit: z.enum(UNITS, { error: "unit" }),
  durable: z.enum(["lent", "used"]).transform((value) => value === "lent"),
  attributes: z.string().transform((text, context) => {
    const attributes = readLines(text);
    if (!attributes) context.addIssue({ code: "custom", message: "attributes" });
    return attributes ?? [];
  }),
  position: z.coerce
    .number({ error: "position" })
    .int("position")
    .min(0, "position")
    .max(999, "position"),
  active: z
    .literal("yes")
    .optional()
    .transform((value) => value === "yes"),
  version: version.optional(),
});
export type KindForm = z.output<typeof kindForm>;
