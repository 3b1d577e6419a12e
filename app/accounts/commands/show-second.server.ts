import { and, eq, isNull, lt, or } from "drizzle-orm";
import { secondFactor } from "../../../drizzle/schema/security";
import type { Ctx } from "../../platform/context.server";
import type { Keys } from "../../platform/keys.server";
import { done, type PersonId, type Result, refuse } from "../../platform/types";
import { typedCode } from "../rules/recovery-code";
import type { SecondStep } from "../types";
import { spendRecoveryCode, totpPurpose, totpStep } from "./second-factor.server";

type Context = Pick<Ctx, "db" | "now" | "origin"> & { keys: Keys };

/**
 * A code of an authenticator app, each time step of which counts once, or a recovery code, which counts once. Refuses:
 * `security.wrong_code`.
 */
export async function showCode(
  ctx: Context,
  personId: PersonId,
  typed: string,
): Promise<Result<SecondStep>> {
  const code = typedCode(typed);
  const shown =
    code?.kind === "totp"
      ? await spendTotp(ctx, personId, code.code)
      : code !== null && (await spendRecoveryCode(ctx, personId, code.code));
  return shown && code ? done(code.kind) : refuse("security.wrong_code");
}

async function spendTotp(ctx: Context, personId: PersonId, code: string): Promise<boolean> {
  const apps = await ctx.db
    .select({ id: secondFactor.id, secret: secondFactor.secret })
    .from(secondFactor)
    .where(and(eq(secondFactor.personId, personId), eq(secondFactor.kind, "totp")));
  for (const { id, secret: sealed } of apps) {
    const secret = sealed && ctx.keys.unseal(totpPurpose(personId), sealed);
    const step = secret ? totpStep(secret, code, ctx.now) : null;
    if (step === null) continue;
    const used = await ctx.db
      .update(secondFactor)
      .set({ lastStep: step, lastUsedAt: ctx.now })
      .where(
        and(
          eq(secondFactor.id, id),
          or(isNull(secondFactor.lastStep), lt(secondFactor.lastStep, step)),
        ),
      )
      .returning({ id: secondFactor.id });
    if (used.length > 0) return true;
  }
  return false;
}
