import { randomInt } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { oneTimeSecret } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { hashPassword } from "../../platform/password.server";
import { done, type Member, refuse } from "../../platform/types";
import { idForm } from "../form";
import { mayHandOutCode, maySetStanding } from "../policy";
import { lockVolunteer } from "../queries/account.server";
import { isBusyElsewhere } from "../queries/busy-elsewhere.server";
import { SIGN_IN_CODE_HOURS } from "../rules/limits";

/** Eight digits at random, never out of a key. They are soon tried out on a copy of the table, unless each try is slow. */
export async function newSignInCode(): Promise<{ code: string; codeHash: string }> {
  const code = String(randomInt(1e8)).padStart(8, "0");
  return { code, codeHash: await hashPassword(code) };
}

/**
 * Makes out a code of eight digits with which a volunteer signs in who has no e-mail, no password and no role, once, within
 * 48 hours; an earlier one stops working. Sent again it makes no other, and nobody can show the first once more. Refuses:
 * `account.unknown`, `account.own_way_in`, `account.no_phone`, `account.phone_unseen`, `account.busy_elsewhere`.
 */
export const handOutCode = command({
  name: "person.hand-out-code",
  input: idForm,
  run: async (tx, ctx: Inside<Member> & { codeHash: string }, { id }) => {
    const account = await lockVolunteer(tx, id);
    if (!account || !maySetStanding(ctx.actor, account)) return refuse("account.unknown");
    if (!account.phone) return refuse("account.no_phone");
    if (!account.phoneProvenAt) return refuse("account.phone_unseen");
    if (!mayHandOutCode(ctx.actor, account)) return refuse("account.own_way_in");
    if (await isBusyElsewhere(tx, ctx.actor, id)) return refuse("account.busy_elsewhere");
    const purpose = "sign_in_code" as const;
    const mine = and(eq(oneTimeSecret.personId, id), eq(oneTimeSecret.purpose, purpose));
    await tx.delete(oneTimeSecret).where(and(mine, isNull(oneTimeSecret.usedAt)));
    await tx.insert(oneTimeSecret).values({
      hash: ctx.codeHash,
      personId: id,
      purpose,
      contact: account.phone,
      createdBy: ctx.actor.personId,
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + SIGN_IN_CODE_HOURS * 3_600_000),
    });
    await record(tx, ctx, { type: "person.code_handed_out", thingId: id });
    return done(null);
  },
});
