import { eq } from "drizzle-orm";
import { volunteerProfile } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, refuse } from "../../platform/types";
import { emptyForm, freeTimeForm } from "../form";
import { freeTimeOf } from "../rules/free-time";

const lockOwn = (tx: Tx, personId: string) =>
  tx
    .select({ freeDuring: volunteerProfile.freeDuring })
    .from(volunteerProfile)
    .where(eq(volunteerProfile.personId, personId))
    .for("update");

/**
 * A volunteer is free from now on, for some hours or until a time; what they have said before does not count any more. It ends by
 * itself. Gives until when. Refuses: `account.unknown`, `account.free_long`.
 */
export const sayFree = command({
  name: "person.say-free",
  input: freeTimeForm,
  run: async (tx, ctx: Inside<Member>, said) => {
    const { personId } = ctx.actor;
    const [own] = await lockOwn(tx, personId);
    if (!own) return refuse("account.unknown");
    const freeDuring = freeTimeOf(said, ctx.now, ctx.city.zone);
    if (!freeDuring) return refuse("account.free_long");
    await tx
      .update(volunteerProfile)
      .set({ freeDuring })
      .where(eq(volunteerProfile.personId, personId));
    const until = freeDuring.to.toISOString();
    await record(tx, ctx, { type: "person.free", thingId: personId, data: { until } });
    return done({ until });
  },
});

/** They are not free any more; nothing to do where they had not said so. Refuses: `account.unknown`. */
export const endFree = command({
  name: "person.end-free",
  input: emptyForm,
  run: async (tx, ctx: Inside<Member>) => {
    const { personId } = ctx.actor;
    const [own] = await lockOwn(tx, personId);
    if (!own) return refuse("account.unknown");
    if (!own.freeDuring || own.freeDuring.to <= ctx.now) return done(null);
    await tx
      .update(volunteerProfile)
      .set({ freeDuring: null })
      .where(eq(volunteerProfile.personId, personId));
    await record(tx, ctx, { type: "person.free_ended", thingId: personId });
    return done(null);
  },
});
