import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/**
 * A phone number in E.164 (`+380671234567`); a number without its country belongs to `callingCode`
 * (`380`). Null when it is no possible number.
 */
export function normalPhone(typed: string, callingCode: string): string | null {
  const parsed = parsePhoneNumberFromString(typed, { defaultCallingCode: callingCode });
  return parsed?.isPossible() ? parsed.number : null;
}

/** The last four digits, by which a caller can be recognised without saying the number. */
export const lastDigits = (phone: string): string => phone.replace(/\D/g, "").slice(-4);
