/** Whom a passkey is made for: a host, and the address at which its pages are. */
export type RelyingParty = { id: string; origin: string };

/** Browsers make passkeys on https alone, and on localhost; null where they would not. */
export function relyingPartyOf(origin: string): RelyingParty | null {
  if (!URL.canParse(origin)) return null;
  const { protocol, hostname, origin: own } = new URL(origin);
  const offered = protocol === "https:" || hostname === "localhost";
  return offered ? { id: hostname, origin: own } : null;
}
