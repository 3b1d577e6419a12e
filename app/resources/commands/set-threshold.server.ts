import { and, eq } from "drizzle-orm";
import { resourceKind, stockThreshold } from "../../../drizzle/schema/resources";
import { record } from "../../audit/commands/record.server";
import { findDistrict } from "../../districts/queries.server";
import { command } from "../../platform/command.server";
import { done, refuse } from "../../platform/types";
import { thresholdForm } from "../form";
import { keepsOffers, mayKeepOffer } from "../policy";

/** Below how much of a kind a district is warned. Refuses: `forbidden`, `district.unknown`, `offer.kind`. */
export const setThreshold = command({
  name: "stock.set-threshold",
  input: thresholdForm,
  may: keepsOffers,
  run: async (tx, ctx, { district, kind, least }) => {
    const districtId = await findDistrict(tx, district);
    if (!districtId) return refuse("district.unknown");
    if (!mayKeepOffer(ctx.actor, { ownerId: null, districtId })) return refuse("forbidden");
    const [found] = await tx
      .select({ id: resourceKind.id })
      .from(resourceKind)
      .where(eq(resourceKind.code, kind));
    if (!found) return refuse("offer.kind");
    const key = { districtId, kindId: found.id };
    if (least > 0)
      await tx
        .insert(stockThreshold)
        .values({ ...key, least })
        .onConflictDoUpdate({
          target: [stockThreshold.districtId, stockThreshold.kindId],
          set: { least },
        });
    else
      await tx
        .delete(stockThreshold)
        .where(and(eq(stockThreshold.districtId, districtId), eq(stockThreshold.kindId, found.id)));
    await record(tx, ctx, {
      type: "district.threshold_set",
      thingId: districtId,
      districtId,
      data: { kind: found.id, least },
    });
    return done(null);
  },
});
