import { and, eq } from "drizzle-orm";
import { resourceKind, stockThreshold } from "../../../drizzle/schema/resources";
import type { Ctx } from "../../platform/context.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { mayKeepOffer } from "../policy";

/** Below how much of a kind a district is warned; null for never. Refuses: `forbidden`, `offer.kind`. */
export async function setThreshold(
  ctx: Ctx<Member>,
  { districtId, kind, least }: { districtId: string; kind: string; least: number | null },
): Promise<Result<null>> {
  if (!mayKeepOffer(ctx.actor, { ownerId: null, districtId })) return refuse("forbidden");
  const [found] = await ctx.db
    .select({ id: resourceKind.id })
    .from(resourceKind)
    .where(eq(resourceKind.code, kind));
  if (!found) return refuse("offer.kind");
  const key = { districtId, kindId: found.id };
  if (least === null)
    await ctx.db
      .delete(stockThreshold)
      .where(and(eq(stockThreshold.districtId, districtId), eq(stockThreshold.kindId, found.id)));
  else
    await ctx.db
      .insert(stockThreshold)
      .values({ ...key, least })
      .onConflictDoUpdate({
        target: [stockThreshold.districtId, stockThreshold.kindId],
        set: { least },
      });
  return done(null);
}
