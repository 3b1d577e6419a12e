import type { Attribute, AttributeValues } from "../types";

export type ReadAttributes =
  | { ok: true; values: AttributeValues }
  | { ok: false; errors: Record<string, string> };

/** The form's field of one attribute of a kind; two kinds may each have a `power`. */
export const attributeField = (kind: string, code: string): string => `${kind}-${code}`;

/** Of what was sent, the fields of attributes. */
export const attributeFields = (sent: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(sent).filter(([name]) => /^[a-z][a-z0-9_]*-[a-z][a-z0-9_]*$/.test(name)),
  );

/**
 * Reads what was typed by what the kind says of its attributes; what is left empty is left out, what the
 * kind does not know is dropped. Errors by field: `number`, `range`, `choice`.
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
      if (answer) values[attribute.code] = true;
      continue;
    }
    if (answer === "") continue;
    const wrong = problemOf(attribute, answer);
    if (wrong) errors[field] = wrong;
    else values[attribute.code] = attribute.type === "number" ? numberOf(answer) : answer;
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, values };
}

const numberOf = (answer: string) => Number(answer.replace(",", "."));

function problemOf({ type, min, max, choices }: Attribute, answer: string): string | null {
  if (type === "choice") return choices?.some(({ code }) => code === answer) ? null : "choice";
  const value = numberOf(answer);
  if (!Number.isFinite(value)) return "number";
  return value < (min ?? 0) || value > (max ?? 1_000_000) ? "range" : null;
}

/** The same values as a form shows them. */
export const typedAttributes = (kind: string, values: AttributeValues): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([code, value]) => [
      attributeField(kind, code),
      value === true ? "yes" : String(value),
    ]),
  );
