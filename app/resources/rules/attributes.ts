import type { Attribute, AttributeValues } from "../types";

export type ReadAttributes =
  | { ok: true; values: AttributeValues }
  | { ok: false; errors: Record<string, string> };

/** The form's field of one attribute of a kind; two kinds may each have a `power`. */
export const attributeField = (kind: string, code: string): string => `${kind}-${code}`;

/**
 * Reads what was typed by what the kind says of its attributes; what is left empty is left out, what the
 * kind does not know is dropped. Errors by field: `number`, `range`, `choice`.
 */
export function readAttributes(
  { code: kind, attributes }: { code: string; attributes: readonly Attribute[] },
  typed: Record<string, string | string[] | undefined>,
): ReadAttributes {
  const values: AttributeValues = {};
  const errors: Record<string, string> = {};
  for (const attribute of attributes) {
    const field = attributeField(kind, attribute.code);
    const said = [typed[field] ?? ""].flat()[0]?.trim() ?? "";
    if (attribute.type === "flag") {
      if (said) values[attribute.code] = true;
      continue;
    }
    if (said === "") continue;
    const wrong = problemOf(attribute, said);
    if (wrong) errors[field] = wrong;
    else values[attribute.code] = attribute.type === "number" ? numberOf(said) : said;
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, values };
}

const numberOf = (said: string) => Number(said.replace(",", "."));

function problemOf({ type, min, max, choices }: Attribute, said: string): string | null {
  if (type === "choice") return choices?.some(({ code }) => code === said) ? null : "choice";
  const value = numberOf(said);
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
