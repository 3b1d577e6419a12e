import { and, count, eq, inArray, isNull, sql } from "drizzle-orm";
import { coordinatorDistrict, person } from "../../../drizzle/schema/accounts";
import { district } from "../../../drizzle/schema/districts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import type { Ctx } from "../../platform/context.server";
import { done, type Member, type PersonId, type Result, refuse } from "../../platform/types";
import { revokeOtherSessions } from "../adapter.server";
import { mayAppoint } from "../policy";

type Reach = { districts: readonly string[]; administrator: boolean; version: number };

/**
 * Which districts a person coordinates, none included, and whether they administer; whose reach rises, signs in anew.
 * An administrator's own session, from which they did it, stays and gets a new id. Refuses: `forbidden`,
 * `account.unknown`, `conflict`, `district.unknown`, `account.last_administrator`.
 */
export async function setReach(
  ctx: Ctx<Member>,
  personId: string,
  reach: Reach,
): Promise<Result<null>> {
  if (!mayAppoint(ctx.actor)) return refuse("forbidden");
  return ctx.db.transaction(async (tx) => {
    // Two administrators who remove each other at once would leave nobody: one waits for the other.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('reach'))`);
    const [known] = await tx.select().from(person).where(eq(person.id, personId)).for("update");
    if (!known) return refuse("account.unknown");
    if (known.version !== reach.version) return refuse("conflict", await lastChange(tx, personId));
    const [left] = await tx
      .select({ count: count() })
      .from(person)
      .where(eq(person.administrator, true));
    if (known.administrator && !reach.administrator && left!.count < 2)
      return refuse("account.last_administrator");
    const districts = reach.districts.length
      ? await tx
          .select({ id: district.id })
          .from(district)
          .where(and(inArray(district.code, [...reach.districts]), isNull(district.retiredAt)))
      : [];
    if (districts.length !== reach.districts.length) return refuse("district.unknown");
    const before = await tx
      .delete(coordinatorDistrict)
      .where(eq(coordinatorDistrict.personId, personId))
      .returning({ id: coordinatorDistrict.districtId });
    if (districts.length > 0)
      await tx
        .insert(coordinatorDistrict)
        .values(districts.map(({ id }) => ({ personId, districtId: id })));
    await tx
      .update(person)
      .set({ administrator: reach.administrator, version: known.version + 1 })
      .where(eq(person.id, personId));
    await record(tx, ctx.actor, {
      ...{ type: "person.reach_set", thing: "person", thingId: personId },
      data: { administrator: reach.administrator, districts: districts.map(({ id }) => id) },
    });
    const had = new Set(before.map(({ id }) => id));
    const rises =
      (reach.administrator && !known.administrator) || districts.some(({ id }) => !had.has(id));
    if (rises && personId !== ctx.actor.personId)
      await revokeOtherSessions(tx, personId as PersonId);
    return done(null);
  });
}
