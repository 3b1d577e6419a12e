import { readAmount } from "../../platform/amount";
import { readFlag } from "../../platform/flag";
import type { Attribute, AttributeValues } from "../types";

export type ReadAttributes =
  | { ok: true; values: AttributeValues }
  | { ok: false; errors: Record<string, string> };

/** The form's field of one attribute of a kind; two kinds may each have a `power`. */
export const attributeField = (kind: string, code: string): string => `${kind}-${code}`;

/** The form's field of how many there are of a kind: each is asked for in its own unit. */
export const quantityField = (kind: string): string => `quantity-${kind}`;

/** Of what was sent, the fields of attributes. */
export const attributeFields = (sent: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(sent).filter(([name]) => /^[a-z][a-z0-9_]*-[a-z][a-z0-9_]*$/.test(name)),
  );

/**
 * Reads what was typed by what the kind says of its attributes; what is left empty is left out, what the
 * kind does not know is dropped. Errors by field: `number`, `thousands`, `decimals`, `range`, `choice`, `flag`.
 */
export function readAttributes(
  { code: kind, attributes }: { code: string; attributes: readonly Attribute[] },
  typed: Record<string, string | number | boolean | undefined>,
): ReadAttributes {
  const values: AttributeValues = {};
  const errors: Record<string, string> = {};
  for (const attribute of attributes) {
    const field = attributeField(kind, attribute.code);
    const answer = String(typed[field] || typed[field] === 0 ? typed[field] : "").trim();
    if (attribute.type === "flag") {
      const flag = readFlag(answer);
      if (flag === null) errors[field] = "flag";
      if (flag) values[attribute.code] = true;
      continue;
    }
    if (answer === "") continue;
    const read =
      attribute.type === "number" ? numberOf(attribute, answer) : chosen(attribute, answer);
    if (read.ok) values[attribute.code] = read.value;
    else errors[field] = read.code;
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, values };
}

type ReadOne = { ok: true; value: number | string } | { ok: false; code: string };

function numberOf({ min, max }: Attribute, answer: string): ReadOne {
  const read = readAmount(answer);
  if (!read.ok) return read;
  const fits = read.value >= (min ?? 0) && read.value <= (max ?? 1_000_000);
  return fits ? read : { ok: false, code: "range" };
}

/** By its code, or in a table by its name in any language. */
function chosen({ choices = [] }: Attribute, answer: string): ReadOne {
  const named = answer.toLowerCase();
  const choice =
    choices.find(({ code }) => code === answer) ??
    choices.find(({ names }) => Object.values(names).some((name) => name.toLowerCase() === named));
  return choice ? { ok: true, value: choice.code } : { ok: false, code: "choice" };
}

/** The same values as a form shows them. */
export const typedAttributes = (kind: string, values: AttributeValues): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([code, value]) => [
      attributeField(kind, code),
      value === true ? "yes" : String(value),
    ]),
  );
