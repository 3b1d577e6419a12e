import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { oneTimeSecret, person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import { passwordFits } from "../../platform/password.server";
import { normalPhone } from "../../platform/phone";
import { secretHash } from "../../platform/secret.server";
import { done, type PersonId, type Result, refuse } from "../../platform/types";

type Context = Ctx & { callingCode: string };

/** By e-mail or phone, and password. Refuses `account.wrong`, in the same time whoever it is. */
export async function signIn(
  ctx: Context,
  { login, password }: { login: string; password: string },
): Promise<Result<PersonId>> {
  const phone = login.includes("@") ? null : normalPhone(login, ctx.callingCode);
  const [found] = await ctx.db
    .select({ id: person.id, passwordHash: person.passwordHash })
    .from(person)
    .where(phone ? eq(person.phone, phone) : eq(sql`lower(${person.email})`, login.toLowerCase()));
  const fits = await passwordFits(found?.passwordHash ?? null, password);
  return found && fits ? done(found.id as PersonId) : refuse("account.wrong");
}

/** By phone and a code that a coordinator has handed out; a code works once. Refuses: `account.wrong_code`. */
export async function signInByCode(
  ctx: Context,
  { phone, code }: { phone: string; code: string },
): Promise<Result<PersonId>> {
  const number = normalPhone(phone, ctx.callingCode);
  return ctx.db.transaction(async (tx) => {
    const [found] = number
      ? await tx.select({ id: person.id }).from(person).where(eq(person.phone, number))
      : [];
    if (!found) return refuse("account.wrong_code");
    const used = await tx
      .update(oneTimeSecret)
      .set({ usedAt: ctx.now })
      .where(
        and(
          eq(oneTimeSecret.hash, secretHash(`code ${found.id}`, code)),
          eq(oneTimeSecret.purpose, "sign_in_code"),
          isNull(oneTimeSecret.usedAt),
          gt(oneTimeSecret.expiresAt, ctx.now),
        ),
      )
      .returning({ hash: oneTimeSecret.hash });
    if (used.length === 0) return refuse("account.wrong_code");
    const line = { type: "person.code_used", thing: "person", thingId: found.id } as const;
    await record(tx, ctx.actor, line);
    return done(found.id as PersonId);
  });
}
