const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text can be the id of a thing; whatever else it is, PostgreSQL would take it for an error. */
export const isUuid = (text: string | null | undefined): text is string =>
  typeof text === "string" && UUID.test(text);

/**
 * The key of one who asks from an address: IPv4 whole, of IPv6 the /64 that one household or phone is given
 * (RFC 6177), with IPv4 inside IPv6 (`::ffff:192.0.2.1`) counted as the IPv4 that it is.
 */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!address.includes(":")) return address;
  const [bare = ""] = address.split("%", 1);
  const [before = "", after] = bare.toLowerCase().split("::", 2);
  const groups = (part: string) => (part ? part.split(":") : []);
  const head = groups(before);
  const tail = after === undefined ? [] : groups(after);
  const missing = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const all = [...head, ...Array<string>(missing).fill("0"), ...tail];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
