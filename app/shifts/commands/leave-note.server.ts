import { and, eq, inArray } from "drizzle-orm";
import { shift, shiftNote, signUp } from "../../../drizzle/schema/shifts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { mayKeepShift } from "../policy";

/**
 * A word to the next shift at the same place, by somebody who is or was on this one, or by its coordinator. Refuses:
 * `shift.unknown`, `shift.word`.
 */
export async function leaveNote(
  ctx: Ctx<Member>,
  shiftId: string,
  body: string,
): Promise<Result<null>> {
  if (!body.trim()) return refuse("shift.word");
  const { personId } = ctx.actor;
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx.select().from(shift).where(eq(shift.id, shiftId));
    const [own] = await tx
      .select({ id: signUp.id })
      .from(signUp)
      .where(
        and(
          eq(signUp.shiftId, shiftId),
          eq(signUp.personId, personId),
          inArray(signUp.state, ["signed_up", "checked_in", "checked_out"]),
        ),
      );
    if (!found || !(own || mayKeepShift(ctx.actor, found))) return refuse("shift.unknown");
    await tx.insert(shiftNote).values({ shiftId, personId, body: body.trim(), at: ctx.now });
    await record(tx, ctx, {
      type: "shift.noted",
      thingId: shiftId,
      districtId: found.districtId,
    });
    return done(null);
  });
}
