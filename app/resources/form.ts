import { z } from "zod";
import { WEEKDAYS } from "../accounts/rules/availability";
import { tickField } from "../districts/form";
import { UNITS } from "../districts/types";
import { emailOrNone } from "../platform/email";
import {
  amountField,
  degreesField,
  idField as id,
  momentField,
  neededAmountField,
} from "../platform/form";
import { nameFields } from "../platform/names";
import { isCallable } from "../platform/phone";
import { readLines } from "./rules/attribute-lines";
import { attributeFields, quantityField } from "./rules/attributes";
import { MAX_TABLE_ROWS } from "./rules/limits";
import { OFFER_STATES } from "./states";

type Around = { city: { zone: string } };

/** A message is the code of its text, `resources:error.<code>`. */
const text = (max: number) => z.string().trim().max(max, "long").default("");
const version = z.coerce.number().int().positive();

const title = text(120).refine((value) => value.length > 0, "title");
const offerDetails = ({ city }: Around) => ({
  organisation: text(120),
  conditions: text(1000),
  district: text(60),
  address: text(200),
  lat: degreesField(90),
  lon: degreesField(180),
  /** The point and the district are right, though one lies outside the other. */
  outside: tickField,
  from: momentField(city.zone, "time"),
  until: momentField(city.zone, "time", "ends"),
  when: z
    .array(z.string())
    .max(WEEKDAYS.length * 4)
    .default([]),
  /** Of the kind, by the names of their fields: read once the kind is known. */
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

/** Gathers what is asked of the chosen kind alone: how many, and its attributes, `<kind>-<attribute>`. */
const withAttributes = <Form extends z.ZodType>(form: Form) =>
  z.preprocess((raw) => {
    if (!raw || typeof raw !== "object") return raw;
    const { kind, quantity, ...others } = raw as Record<string, unknown>;
    const attributes = attributeFields(raw);
    return {
      ...others,
      kind,
      quantity: quantity ?? attributes[quantityField(String(kind))],
      attributes,
    };
  }, form);

const offerForm = (around: Around) =>
  z.object({
    // In the order of the page, which is the order of what is said to be wrong.
    kind: z.string({ error: "kind" }).trim().min(1, "kind"),
    title,
    quantity: neededAmountField("quantity", 0.01),
    ...offerDetails(around),
    name: text(120),
    phone: text(120),
    /** Of somebody without an account. */
    email: emailOrNone.optional().transform((email) => email ?? ""),
  });

type Said = { address: string; district: string; from: Date | null; until: Date | null };
/** Judged whatever else is wrong, so that all that is wrong is said at once. */
const whole = { when: ({ value }: { value: unknown }) => typeof value === "object" };
const inTime = ({ from, until }: Said) => !(from && until && until <= from);
const notInTime = { path: ["until"], error: "until", ...whole };
const somewhere = ({ address, district }: Said) => Boolean(address || district);
const nowhere = { path: ["address"], error: "place", ...whole };

export const newOfferForm = (around: Around) =>
  withAttributes(offerForm(around).refine(inTime, notInTime).refine(somewhere, nowhere));

/** The same of somebody whom a coordinator has to be able to call first. */
export const callableOfferForm = (around: Around) =>
  newOfferForm(around).refine(({ phone }) => isCallable(phone), {
    path: ["phone"],
    error: ({ input }) => ((input as { phone: string }).phone ? "phone" : "noPhone"),
    ...whole,
  });
export type NewOffer = z.output<ReturnType<typeof newOfferForm>>;

const editFields = (around: Around) => ({
  title,
  quantity: neededAmountField("quantity", 0),
  ...offerDetails(around),
  version,
});

export const editOfferForm = (around: Around) =>
  withAttributes(z.object({ id, ...editFields(around) }));

export type EditOffer = Omit<z.output<ReturnType<typeof editOfferForm>>, "id">;

export const offerStateForm = z.object({
  id,
  to: z.enum(OFFER_STATES),
  version,
});

/** By the private link; `token` stands in its address. */
const ownForm = z.object({ token: z.string() });
export const ownOfferStateForm = offerStateForm.omit({ id: true }).and(ownForm);

/** What is missed, of which offer. */
export const missingForm = z.object({ id, reservation: id });
export const ownMissingForm = missingForm.omit({ id: true }).and(ownForm);

export const editOwnOfferForm = (around: Around) =>
  withAttributes(z.object(editFields(around)).and(ownForm));

/** What a table says of an offer that stands: where it is may be left out. */
export const standingOfferForm = (around: Around) =>
  withAttributes(offerForm(around).refine(inTime, notInTime));

/**
 * Rows of a table: `row` tells one from another wherever and whenever the table is brought, `number` is that of the offer which
 * it is about; `columns` are those that the table has.
 */
export const tableForm = (around: Around) => {
  const row = { line: z.number().int(), row: z.string() };
  const fresh = z.object({ ...row, number: z.null().default(null), offer: newOfferForm(around) });
  const standing = z.object({
    ...row,
    number: z.number().int(),
    offer: standingOfferForm(around),
  });
  return z.object({
    columns: z.array(z.string()).default([]),
    /** What is like a live offer is other things all the same. */
    another: tickField,
    rows: z.array(z.union([standing, fresh])).max(MAX_TABLE_ROWS),
  });
};

export const followUpForm = z.object({
  followUp: id,
  restored: amountField("count", 0).transform((amount) => amount ?? 0),
});

/** Nothing or zero: never. */
export const thresholdForm = z.object({
  district: z.string(),
  kind: z.string().default(""),
  least: amountField("amount", 0).transform((amount) => amount ?? 0),
});

export const lapseForm = z.object({ id });

/** A message is the code of its text, `admin:error.<code>`. */
export const kindForm = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{1,29}$/, "code"),
  ...nameFields(80),
  unit: z.enum(UNITS, { error: "unit" }),
  durable: z
    .union([z.enum(["lent", "used"]), z.boolean()])
    .transform((value) => value === "lent" || value === true),
  attributes: z.string({ error: "attributes" }).transform((text, context) => {
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
    .union([z.literal("yes"), z.boolean()])
    .default(false)
    .transform((value) => value === "yes" || value),
  version: version.optional(),
});
export type KindForm = z.output<typeof kindForm>;
