import { normalPhone } from "../../platform/phone";

/** What somebody signs in by, in the one spelling that is stored and counted: E.164, or an e-mail in lower case. */
export function canonicalLogin(
  typed: string,
  callingCode: string,
): { email: string } | { phone: string } | { unknown: string } {
  const text = typed.trim().toLowerCase();
  if (text.includes("@")) return { email: text };
  const phone = normalPhone(text, callingCode);
  return phone ? { phone } : { unknown: text };
}
