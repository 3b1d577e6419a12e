import { inArray } from "drizzle-orm";
import { deadMail } from "../../../drizzle/schema/messages";
import type { Db } from "../../platform/database.server";
import { unreachable } from "./unreachable.server";

/**
 * Of these phones and e-mail addresses, those where nothing arrives: the number is dead, or mail to it has come back. For whoever
 * sees them anyway.
 */
export async function deadAmong(
  db: Db,
  addresses: readonly (string | null | undefined)[],
): Promise<string[]> {
  const all = [...new Set(addresses.filter((one): one is string => Boolean(one)))];
  const emails = all.filter((one) => one.includes("@"));
  const phones = all.filter((one) => one.startsWith("+"));
  const [dead, came] = await Promise.all([
    unreachable(db, phones),
    emails.length === 0
      ? []
      : db
          .select({ address: deadMail.address })
          .from(deadMail)
          .where(
            inArray(
              deadMail.address,
              emails.map((email) => email.toLowerCase()),
            ),
          ),
  ]);
  const back = new Set(came.map(({ address }) => address));
  return all.filter((one) => dead.has(one) || back.has(one.toLowerCase()));
}
