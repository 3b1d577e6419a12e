import { and, eq } from "drizzle-orm";
import { isIn } from "../../../drizzle/schema/columns";
import { shift, shiftNote, signUp } from "../../../drizzle/schema/shifts";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member, refuse } from "../../platform/types";
import { shiftNoteForm } from "../form";
import { isMember, mayKeepShift } from "../policy";
import { PROMISED } from "../states";

/**
 * A word to the next shift at the same place, by somebody who is or was on this one, or by its coordinator. Refuses:
 * `shift.unknown`.
 */
export const leaveNote = command({
  name: "shift.note",
  input: shiftNoteForm,
  may: isMember,
  run: async (tx, ctx: Inside<Member>, { id: shiftId, body }) => {
    const { personId } = ctx.actor;
    const [found] = await tx.select().from(shift).where(eq(shift.id, shiftId));
    const [own] = await tx
      .select({ id: signUp.id })
      .from(signUp)
      .where(
        and(
          eq(signUp.shiftId, shiftId),
          eq(signUp.personId, personId),
          isIn(signUp.state, PROMISED),
        ),
      );
    if (!found || !(own || mayKeepShift(ctx.actor, found))) return refuse("shift.unknown");
    await tx.insert(shiftNote).values({ shiftId, personId, body, at: ctx.now });
    const { districtId } = found;
    await record(tx, ctx, { type: "shift.noted", thingId: shiftId, districtId });
    return done(null);
  },
});
