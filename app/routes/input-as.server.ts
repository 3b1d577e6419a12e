import type { FieldErrors } from "../platform/form";
import { type Result, refuse } from "../platform/types";

/** A form that has no page of its own to mark a field on: what is wrong with one is said as this refusal. */
export function inputAs<Value>(
  result: Result<Value>,
  code: string | ((errors: FieldErrors) => string),
): Result<Value> {
  if (result.ok || !result.errors) return result;
  return refuse(typeof code === "string" ? code : code(result.errors));
}
