import { and, count, eq, inArray, isNull, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { district } from "../../../drizzle/schema/districts";
import { lastChange } from "../../audit/queries/last-change.server";
import type { Ctx } from "../../platform/context.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { mayAppoint } from "../policy";

type Reach = { districts: readonly string[]; administrator: boolean; version: number };

/**
 * Which districts a person coordinates, none included, and whether they administer. Refuses: `forbidden`,
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
    const ids = sql.param(districts.map(({ id }) => id));
    // The application's role may not write who administers or coordinates: this function does, and records it.
    await tx.execute(sql`select set_reach(${ctx.actor.personId}::uuid, ${personId}::uuid,
      ${reach.administrator}, ${ids}::uuid[])`);
    return done(null);
  });
}
