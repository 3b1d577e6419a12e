import { inArray } from "drizzle-orm";
import { district } from "../../../drizzle/schema/districts";
import { broadcast, broadcastLimit } from "../../../drizzle/schema/messages";
import { record } from "../../audit/commands/record.server";
import { mayKeepCity } from "../../districts/policy";
import { isOpenTo } from "../../incidents/queries/incidents.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { broadcastForm, broadcastLimitForm } from "../form";
import { broadcasts } from "../policy";
import { mayBroadcastTo } from "../rules/broadcast";

/** The city is one and has no id; the record names it by this. */
const THE_CITY = "00000000-0000-0000-0000-000000000000";

/**
 * Writes what is to go to many: nobody is told yet. Gives its id. Refuses: `district.unknown`, `broadcast.too_wide` for whom its
 * writer does not look after, `incident.unknown` for one that is closed or of other districts.
 */
export const writeBroadcast = command({
  name: "broadcast.write",
  input: broadcastForm,
  may: broadcasts,
  run: async (tx, ctx: Inside<Member>, { groups, district: codes, skill, pressure, ...said }) => {
    const { incident } = said;
    const districts = await idsOf(tx, codes);
    if (!districts.ok) return districts;
    if (!mayBroadcastTo(ctx.actor, districts.value)) return refuse("broadcast.too_wide");
    if (incident && !(await isOpenTo(tx, ctx.actor, incident))) return refuse("incident.unknown");
    const [made] = await tx
      .insert(broadcast)
      .values({
        groups,
        districts: districts.value,
        skill,
        incidentId: incident,
        pressure,
        words: said.words,
        fallback: said.fallback,
        createdBy: ctx.actor.personId,
        createdAt: ctx.now,
        stateAt: ctx.now,
      })
      .returning({ id: broadcast.id });
    const { id } = made!;
    await record(tx, ctx, {
      type: "broadcast.draft",
      thingId: id,
      toState: "draft",
      districtId: districts.value.length === 1 ? districts.value[0]! : null,
      data: { groups, districts: districts.value },
    });
    return done(id);
  },
});

/** The ids of districts that there are, by their codes. Refuses: `district.unknown`. */
export async function idsOf(tx: Tx, codes: readonly string[]): Promise<Result<string[]>> {
  if (codes.length === 0) return done([]);
  const rows = await tx
    .select({ id: district.id })
    .from(district)
    .where(inArray(district.code, [...codes]));
  return rows.length === codes.length ? done(rows.map(({ id }) => id)) : refuse("district.unknown");
}

/** To how many a broadcast may go on one person's word. */
export const setBroadcastLimit = command({
  name: "broadcast.set-limit",
  input: broadcastLimitForm,
  may: mayKeepCity,
  run: async (tx, ctx, { most }) => {
    await tx
      .insert(broadcastLimit)
      .values({ most })
      .onConflictDoUpdate({ target: broadcastLimit.id, set: { most } });
    await record(tx, ctx, {
      type: "city.broadcast_limit_set",
      thingId: THE_CITY,
      data: { most },
    });
    return done(null);
  },
});
