import { normalEmail } from "../../platform/email";
import { normalPhone } from "../../platform/phone";

/** What somebody signs in by, in the one spelling that is stored and counted: E.164, or an e-mail in lower case. */
export function canonicalLogin(
  typed: string,
  callingCode: string,
): { email: string } | { phone: string } | { unknown: string } {
  const text = typed.trim().toLowerCase();
  // What somebody may write in many ways is one name for the limits, for the look-up and for the record.
  if (text.includes("@")) return { email: normalEmail(text)?.toLowerCase() ?? text };
  const phone = normalPhone(text, callingCode);
  return phone ? { phone } : { unknown: text };
}
