import { and, eq, isNotNull } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import type { Tx } from "../../platform/database.server";
import { enqueueMail } from "../../platform/mail.server";

/** What a person is told by mail of their own account's security; `url` is the page that shows it. */
type Told = {
  template:
    | "new_device"
    | "factor_added"
    | "factor_removed"
    | "recovery_used"
    | "recovery_made"
    | "factors_reset";
  params: Record<string, string | number> & { url: string };
};

/** Tells somebody, at an address that is theirs; whoever has none hears nothing. */
export async function tellPerson(tx: Tx, personId: string, { template, params }: Told) {
  const [to] = await tx
    .select({ email: person.email, locale: person.locale })
    .from(person)
    .where(and(eq(person.id, personId), isNotNull(person.email)));
  if (to?.email) await enqueueMail(tx, { to: to.email, locale: to.locale, template, params });
}

export const securityUrl = (origin: string) => `${origin}/account/security`;
