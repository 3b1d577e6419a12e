import { randomInt } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { oneTimeSecret } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import { hashPassword } from "../../platform/password.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { mayHandOutCode, maySetStanding } from "../policy";
import { lockVolunteer } from "../queries/account.server";
import { isBusyElsewhere } from "../queries/busy-elsewhere.server";

const HOURS = 48;

/**
 * Makes out a code of eight digits with which a volunteer signs in who has no e-mail, no password and no role, once, within
 * 48 hours; an earlier one stops working. Refuses: `account.unknown`, `account.own_way_in`, `account.no_phone`, `account.phone_unseen`,
 * `account.busy_elsewhere`.
 */
export async function handOutCode(ctx: Ctx<Member>, personId: string): Promise<Result<string>> {
  const code = String(randomInt(1e8)).padStart(8, "0");
  // Eight digits are soon tried out on a copy of the table, unless each try is slow.
  const hash = await hashPassword(code);
  return ctx.db.transaction(async (tx) => {
    const account = await lockVolunteer(tx, personId);
    if (!account || !maySetStanding(ctx.actor, account)) return refuse("account.unknown");
    if (!account.phone) return refuse("account.no_phone");
    if (!account.phoneProvenAt) return refuse("account.phone_unseen");
    if (!mayHandOutCode(ctx.actor, account)) return refuse("account.own_way_in");
    if (await isBusyElsewhere(tx, ctx.actor, personId)) return refuse("account.busy_elsewhere");
    const purpose = "sign_in_code" as const;
    const mine = and(eq(oneTimeSecret.personId, personId), eq(oneTimeSecret.purpose, purpose));
    await tx.delete(oneTimeSecret).where(and(mine, isNull(oneTimeSecret.usedAt)));
    await tx.insert(oneTimeSecret).values({
      hash,
      personId,
      purpose,
      contact: account.phone,
      createdBy: ctx.actor.personId,
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + HOURS * 3_600_000),
    });
    const line = { type: "person.code_handed_out", thingId: personId } as const;
    await record(tx, ctx, line);
    return done(code);
  });
}
