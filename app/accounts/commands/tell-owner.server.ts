import type { person } from "../../../drizzle/schema/accounts";
import type { Tx } from "../../platform/database.server";
import { enqueueMail } from "../../platform/mail.server";

type Owner = Pick<typeof person.$inferSelect, "email" | "emailProvenAt" | "locale">;
type Template =
  | "email_changing"
  | "email_changed"
  | "contact_changed"
  | "password_changed"
  | "role_changed"
  | "vouched";

/** Tells an account's owner, at the proven address as it was before, of a change that somebody else might have made. */
export async function tellOwner(
  tx: Tx,
  { email, emailProvenAt, locale }: Owner,
  template: Template,
): Promise<void> {
  if (!email || !emailProvenAt) return;
  await enqueueMail(tx, { to: email, locale, template, params: {}, path: pathOf(template) });
}

/** Whoever no longer has the account gets it back by a new password, as long as the address is its own. */
function pathOf(template: Template): string {
  if (template === "vouched") return "/sign-in/code";
  const signIn = template === "role_changed" || template === "email_changed";
  return signIn ? "/sign-in" : "/password-resets";
}
