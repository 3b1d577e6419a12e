import { and, eq, isNull } from "drizzle-orm";
import { clock } from "../../../drizzle/schema/districts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { command } from "../../platform/command.server";
import { done, refuse } from "../../platform/types";
import { clockForm } from "../form";
import { mayKeepCity } from "../policy";
import { findDistrict } from "../queries.server";

/**
 * Sets how long a stage may take, for the city or for one district; it counts for what is triaged from now
 * on. Refuses: `district.unknown`, `conflict`.
 */
export const setClock = command({
  name: "clock.set",
  input: clockForm,
  may: mayKeepCity,
  run: async (tx, ctx, form) => {
    const districtId = form.district ? await findDistrict(tx, form.district) : null;
    if (form.district && !districtId) return refuse("district.unknown");
    const minutes = {
      triageMinutes: form.triage,
      assignMinutes: form.assign,
      fulfilMinutes: form.fulfil,
    };
    const [known] = await tx
      .select({ id: clock.id, version: clock.version })
      .from(clock)
      .where(
        and(
          districtId ? eq(clock.districtId, districtId) : isNull(clock.districtId),
          eq(clock.priority, form.priority),
        ),
      )
      .for("update");
    if (known && known.version !== form.version)
      return refuse("conflict", await lastChange(tx, known.id));
    const [set] = known
      ? await tx
          .update(clock)
          .set({ ...minutes, version: known.version + 1 })
          .where(eq(clock.id, known.id))
          .returning({ id: clock.id })
      : await tx
          .insert(clock)
          .values({ ...minutes, districtId, priority: form.priority })
          .onConflictDoNothing()
          .returning({ id: clock.id });
    if (!set) return refuse("conflict", { who: "", at: ctx.now.toISOString() });
    await record(tx, ctx, {
      type: "clock.set",
      thingId: set.id,
      districtId,
      data: { priority: form.priority, ...minutes },
    });
    return done(null);
  },
});
