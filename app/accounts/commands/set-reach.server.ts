import { and, count, eq, inArray, isNull, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { district } from "../../../drizzle/schema/districts";
import { markChange } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { type DistrictId, done, type Member, refuse } from "../../platform/types";
import { reachForm } from "../form";
import { exceeds, mayAppoint } from "../policy";
import { lockReach, readReach } from "../queries/account.server";
import { endSignIns } from "./end-what-was-before.server";
import { tellOwner } from "./tell-owner.server";

/**
 * Which districts a person coordinates, none included, and whether they administer; whose reach rises signs in anew.
 * Refuses: `forbidden`, `account.unknown`, `conflict`, `district.unknown`, `account.last_administrator`,
 * `account.email_unproven`.
 */
export const setReach = command({
  name: "person.set-reach",
  input: reachForm,
  may: mayAppoint,
  run: async (tx, ctx: Inside<Member>, { id: personId, ...reach }) => {
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
          .where(and(inArray(district.code, reach.districts), isNull(district.retiredAt)))
      : [];
    if (districts.length !== reach.districts.length) return refuse("district.unknown");
    const before = await readReach(tx, personId);
    const ids = districts.map(({ id }) => id);
    const after = { administrator: reach.administrator, districts: ids };
    const actor = { ...ctx.actor, ...own, districts: own.districts as DistrictId[] };
    if (!mayAppoint(actor, before, after)) return refuse("forbidden");
    if (exceeds(after, before)) {
      if (!known.emailProvenAt) return refuse("account.email_unproven");
      // What was signed in to the smaller account does not grow with it; one's own session gets a new id where it is known.
      if (personId !== ctx.actor.personId) await endSignIns(tx, personId);
    }
    await markChange(tx, ctx);
    // The application's role may not write who administers or coordinates: this function does, and records it.
    await tx.execute(sql`select set_reach(${ctx.actor.personId}::uuid, ${personId}::uuid,
      ${reach.administrator}, ${sql.param(ids)}::uuid[])`);
    await tellOwner(tx, known, "role_changed");
    return done(null);
  },
});
