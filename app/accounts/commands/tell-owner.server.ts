import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import type { Tx } from "../../platform/database.server";
import { enqueueMail } from "../../platform/mail.server";

type Owner = Pick<typeof person.$inferSelect, "email" | "emailProvenAt" | "locale">;

const SECURITY = "/account/security";

/** What an owner is told of, and the page on which they see or mend it. */
const PAGES = {
  email_changing: "/password-resets",
  email_changed: "/sign-in",
  contact_changed: "/password-resets",
  password_changed: "/password-resets",
  role_changed: "/sign-in",
  vouched: "/sign-in/code",
  new_device: SECURITY,
  factor_added: SECURITY,
  factor_removed: SECURITY,
  recovery_used: SECURITY,
  recovery_made: SECURITY,
  factors_reset: SECURITY,
} as const;
type Template = keyof typeof PAGES;

/**
 * Tells an account's owner, at the proven address as it was before, of a change that somebody else might have made; whoever
 * has none hears nothing.
 */
export async function tellOwner(
  tx: Tx,
  { email, emailProvenAt, locale }: Owner,
  template: Template,
  params: Record<string, string | number> = {},
): Promise<void> {
  if (!email || !emailProvenAt) return;
  await enqueueMail(tx, { to: email, locale, template, params, path: PAGES[template] });
}

/** The same, of somebody known by id alone. */
export async function tellPerson(
  tx: Tx,
  personId: string,
  { template, params }: { template: Template; params: Record<string, string | number> },
): Promise<void> {
  const { email, emailProvenAt, locale } = person;
  const [owner] = await tx
    .select({ email, emailProvenAt, locale })
    .from(person)
    .where(eq(person.id, personId));
  if (owner) await tellOwner(tx, owner, template, params);
}
