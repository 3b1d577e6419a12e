import { type Result, refuse } from "../../platform/types";

/** A step about a shift has no page of its own that could mark a field: what is wrong with one is said as a refusal. */
export function stepRefusal<Value>(result: Result<Value>): Result<Value> {
  const [wrong] = result.ok ? [] : Object.values(result.errors ?? {});
  return wrong === undefined ? result : refuse(`shift.${wrong}`);
}
