import { eq, sql } from "drizzle-orm";
import { retention } from "../../../drizzle/schema/privacy";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import { done, refuse } from "../../platform/types";
import { retentionForm, retireForm } from "../form";
import { mayKeepPrivacy, mayRetire } from "../policy";
import { readDays } from "../queries/retention.server";
import { SETTINGS } from "../rules/registry";
import { endOf } from "../rules/retention";

/** The city is one and has no id; the record names it by this. */
const THE_CITY = "00000000-0000-0000-0000-000000000000";
/** Of each kind at a time: a transaction that others do not wait for. */
const AT_ONCE = 200;

/** Sets after how many days a kind goes. Refuses: `conflict`. */
export const setRetention = command({
  name: "retention.set",
  input: retentionForm,
  may: mayKeepPrivacy,
  run: async (tx, ctx, { kind, days, version }) => {
    const conflict = refuse("conflict", { who: "", at: ctx.now.toISOString() });
    const [known] = await tx.select().from(retention).where(eq(retention.kind, kind)).for("update");
    if ((known?.version ?? 0) !== version) return conflict;
    const set = known
      ? await tx
          .update(retention)
          .set({ days, version: version + 1 })
          .where(eq(retention.kind, kind))
          .returning()
      : await tx.insert(retention).values({ kind, days }).onConflictDoNothing().returning();
    if (set.length === 0) return conflict;
    await record(tx, ctx, { type: "city.retention_set", thingId: THE_CITY, data: { kind, days } });
    return done(null);
  },
});

/**
 * Lets go of what has been kept for long enough, some of each kind, and puts on record how many of which. Gives whether there is
 * more. What people wrote who are forgotten goes here as well, once what they wrote it on is over.
 */
export const retire = command({
  name: "retention.run",
  input: retireForm,
  may: mayRetire,
  run: async (tx, ctx) => {
    const days = await readDays(tx);
    const gone: Record<string, number> = {};
    for (const kind of SETTINGS) {
      const before = endOf(days[kind], ctx.now).toISOString();
      const [row] = await tx.execute<{ count: number }>(
        sql`select retire(${kind}, ${before}::timestamptz, ${AT_ONCE}) as count`,
      );
      gone[kind] = row?.count ?? 0;
    }
    await tx.execute(
      sql`select erase_words(array(select thing_id from erased where thing = 'person'))`,
    );
    await record(tx, ctx, { type: "city.retention_run", thingId: THE_CITY, data: gone });
    return done({ more: Object.values(gone).some((count) => count === AT_ONCE) });
  },
});
