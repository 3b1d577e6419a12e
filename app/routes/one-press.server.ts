import { type Result, refuse } from "../platform/types";

/** A step of one press has no field to complain about: what is wrong with what was sent is said as the refusal `code`. */
export const asRefusal = <Value>(result: Result<Value>, code: string): Result<Value> =>
  !result.ok && result.errors ? refuse(code) : result;
