import { createHmac, timingSafeEqual } from "node:crypto";

/** Where mail that can't be delivered comes back to, and what signs for which mail it was. */
export type Returns = { address: string; secret: string };

/** What a mail server may carry before the @ (RFC 5321, 4.5.3.1.1) leaves so much of it for the address's own name. */
export const LONGEST_NAME = 11;
const NO_NOTICE = "0".repeat(32);

/** In small letters and digits: mail servers do not all keep the case. */
const sign = (secret: string, notice: string, to: string) =>
  createHmac("sha256", secret)
    .update(`mail return ${notice} ${to.toLowerCase()}`)
    .digest("hex")
    .slice(0, 20);

/**
 * The address to which one mail comes back: `bounces+TOKEN@…` (VERP). The token names the notice and signs it together with the
 * mail's reader, so that it speaks of nobody else, and nobody has it who got no mail from us.
 */
export function returnPath({ address, secret }: Returns, to: string, notificationId?: string) {
  const notice = notificationId?.replaceAll("-", "") ?? NO_NOTICE;
  const [name, domain] = address.split("@");
  return `${name}+${notice}${sign(secret, notice, to)}@${domain}`;
}

/** What a return path says of a mail to somebody: null for one that was not made for them. */
export function readReturnPath(
  returns: Returns,
  path: string,
  to: string,
): { notificationId: string | null } | null {
  const [, notice = "", signed = ""] =
    /\+([\da-f]{32})([\da-f]{20})@/.exec(path.toLowerCase()) ?? [];
  if (
    !signed ||
    !timingSafeEqual(Buffer.from(signed), Buffer.from(sign(returns.secret, notice, to)))
  )
    return null;
  if (notice === NO_NOTICE) return { notificationId: null };
  return { notificationId: notice.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") };
}
