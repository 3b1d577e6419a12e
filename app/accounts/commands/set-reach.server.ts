import { and, count, eq, inArray, isNull } from "drizzle-orm";
import { coordinatorDistrict, person } from "../../../drizzle/schema/accounts";
import { district } from "../../../drizzle/schema/districts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import type { Ctx } from "../../platform/context.server";
import { type DistrictId, done, type Member, type Result, refuse } from "../../platform/types";
import { exceeds, mayAppoint } from "../policy";
import { lockReach, readReach } from "../queries/account.server";
import { endSignIns } from "./end-what-was-before.server";
import { tellOwner } from "./tell-owner.server";

type Reach = { districts: readonly string[]; administrator: boolean; version: number };

/**
 * Which districts a person coordinates, none included, and whether they administer; whose reach rises signs in anew.
 * Refuses: `forbidden`,
 * `account.unknown`, `conflict`, `district.unknown`, `account.last_administrator`, `account.email_unproven`.
 */
export async function setReach(
  ctx: Ctx<Member>,
  personId: string,
  reach: Reach,
): Promise<Result<null>> {
  if (!mayAppoint(ctx.actor)) return refuse("forbidden");
  return ctx.db.transaction(async (tx) => {
    // Two administrators who remove each other at once would leave nobody: one waits, and then is none any more.
    await lockReach(tx);
    const own = await readReach(tx, ctx.actor.personId);
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
    const [before, after] = [
      await readReach(tx, personId),
      { administrator: reach.administrator, districts: districts.map(({ id }) => id) },
    ];
    const actor = { ...ctx.actor, ...own, districts: own.districts as DistrictId[] };
    if (!mayAppoint(actor, before, after)) return refuse("forbidden");
    if (exceeds(after, before)) {
      if (!known.emailProvenAt) return refuse("account.email_unproven");
      // What was signed in to the smaller account does not grow with it; one's own session gets a new id where it is known.
      if (personId !== ctx.actor.personId) await endSignIns(tx, personId);
    }
    await tx.delete(coordinatorDistrict).where(eq(coordinatorDistrict.personId, personId));
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
      data: after,
    });
    await tellOwner(tx, known, "role_changed");
    return done(null);
  });
}
