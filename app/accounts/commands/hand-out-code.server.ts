import { randomInt } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { oneTimeSecret, person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import { secretHash } from "../../platform/secret.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { mayLookAfter } from "../policy";

const HOURS = 48;

/**
 * Makes out a code of eight digits with which a volunteer without e-mail signs in, once, within 48 hours;
 * an earlier one stops working. Refuses: `account.unknown`, `account.no_phone`.
 */
export async function handOutCode(ctx: Ctx<Member>, personId: string): Promise<Result<string>> {
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .select({ phone: person.phone, homeDistrictId: volunteerProfile.homeDistrictId })
      .from(person)
      .innerJoin(volunteerProfile, eq(volunteerProfile.personId, person.id))
      .where(eq(person.id, personId))
      .for("update", { of: person });
    if (!found || !mayLookAfter(ctx.actor, found)) return refuse("account.unknown");
    if (!found.phone) return refuse("account.no_phone");
    const code = String(randomInt(1e8)).padStart(8, "0");
    const purpose = "sign_in_code" as const;
    const mine = and(eq(oneTimeSecret.personId, personId), eq(oneTimeSecret.purpose, purpose));
    await tx.delete(oneTimeSecret).where(and(mine, isNull(oneTimeSecret.usedAt)));
    await tx.insert(oneTimeSecret).values({
      ...{ hash: secretHash(`code ${personId}`, code), personId, purpose },
      ...{ createdBy: ctx.actor.personId, createdAt: ctx.now },
      expiresAt: new Date(ctx.now.getTime() + HOURS * 3_600_000),
    });
    const line = { type: "person.code_handed_out", thing: "person", thingId: personId } as const;
    await record(tx, ctx.actor, line);
    return done(code);
  });
}
