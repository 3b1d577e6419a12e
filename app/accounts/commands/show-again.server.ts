import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import type { Ctx } from "../../platform/context.server";
import { passwordFits } from "../../platform/password.server";
import { done, type Member, type Result, refuse } from "../../platform/types";

/** Whether somebody signed in has a password to show again. */
export async function hasPassword({ db, actor }: Ctx<Member>): Promise<boolean> {
  const [own] = await db
    .select({ hash: person.passwordHash })
    .from(person)
    .where(eq(person.id, actor.personId));
  return Boolean(own?.hash);
}

/** Somebody signed in shows their password again. Refuses: `account.wrong_password`. */
export async function showPassword(
  { db, actor }: Ctx<Member>,
  password: string,
): Promise<Result<null>> {
  const [own] = await db
    .select({ hash: person.passwordHash })
    .from(person)
    .where(eq(person.id, actor.personId));
  const fits = await passwordFits(own?.hash ?? null, password);
  return fits ? done(null) : refuse("account.wrong_password");
}
