import type { Typed } from "../../platform/form";

/** What the form says of one field after somebody else has saved: `taken` from them, or `other`: theirs, beside one's own. */
export type Meanwhile = { kind: "taken" | "other"; theirs: string };

const textOf = (value: Typed[string] | undefined) => [value ?? ""].flat().join(",");

/**
 * Two people have changed the same thing. What one has not touched is as the other has left it; where both have changed a field, one's
 * own stays and theirs is shown beside it. `was`: what stood in the form when it was opened.
 */
export function threeWay(was: Typed, mine: Typed, theirs: Typed) {
  const values: Typed = { ...mine };
  const meanwhile: Record<string, Meanwhile> = {};
  for (const field of Object.keys(theirs)) {
    const [before, own, other] = [was[field], mine[field], theirs[field]].map(textOf);
    if (other === before || other === own) continue;
    const touched = own !== before;
    if (!touched) values[field] = theirs[field]!;
    meanwhile[field] = { kind: touched ? "other" : "taken", theirs: other! };
  }
  return { values, meanwhile };
}

/** What a form says of itself, as it was opened: null for what no page of ours has written. */
export function readOpened(text: string): Record<string, string> | null {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== "object" || read === null || Array.isArray(read)) return null;
    const fields = Object.entries(read);
    return fields.every(([, value]) => typeof value === "string")
      ? (read as Record<string, string>)
      : null;
  } catch {
    return null;
  }
}
