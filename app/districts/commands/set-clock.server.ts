import { and, eq, isNull } from "drizzle-orm";
import { clock } from "../../../drizzle/schema/districts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { command } from "../../platform/command.server";
import { done, refuse } from "../../platform/types";
import { clockForm } from "../form";
import { mayKeepCity } from "../policy";
import { findDistrict, readClocks } from "../queries.server";
import { judgeLimits } from "../rules/clock-order";
import type { Clock } from "../types";

/**
 * Sets how long a stage may take, for the city or for one district; it counts for what is triaged from now
 * on. Refuses: `district.unknown`, `conflict`, `input` for limits that are too long, or longer than those of what is less urgent.
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
    const wrong = judgeLimits(form.priority, minutes, await readClocks(tx, districtId));
    if (Object.keys(wrong).length > 0) return { ok: false, code: "input", errors: byField(wrong) };
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

const byField = (wrong: Partial<Record<keyof Clock, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(wrong).map(([stage, code]) => [stage.replace("Minutes", ""), code]),
  );
