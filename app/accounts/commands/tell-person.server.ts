import { and, eq, isNotNull } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import type { Tx } from "../../platform/database.server";
import { enqueueMail } from "../../platform/mail.server";

/** What a person is told by mail of their own account's security. */
type Told = {
  template:
    | "new_device"
    | "factor_added"
    | "factor_removed"
    | "recovery_used"
    | "recovery_made"
    | "factors_reset";
  params: Record<string, string | number>;
};

/** Tells somebody, at an address that is proven to be theirs, with the page that shows it; whoever has none hears nothing. */
export async function tellPerson(tx: Tx, personId: string, { template, params }: Told) {
  const [to] = await tx
    .select({ email: person.email, locale: person.locale })
    .from(person)
    .where(and(eq(person.id, personId), isNotNull(person.emailProvenAt)));
  const path = "/account/security";
  if (to?.email) await enqueueMail(tx, { to: to.email, locale: to.locale, template, params, path });
}
