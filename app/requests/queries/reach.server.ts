import { eq, isNull } from "drizzle-orm";
import { district } from "../../../drizzle/schema/districts";
import { request } from "../../../drizzle/schema/requests";
import type { Ctx } from "../../platform/context.server";
import { mayCoordinate } from "../policy";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isId = (text: string | undefined): text is string => ID.test(text ?? "");

/** The districts that take new requests, and for which of them the actor works. */
export async function readReached(ctx: Ctx) {
  const rows = await ctx.db
    .select({ id: district.id, code: district.code, names: district.names })
    .from(district)
    .where(isNull(district.retiredAt));
  return rows.map(({ id, ...one }) => ({
    ...one,
    reached: mayCoordinate(ctx.actor, { districtId: id }),
  }));
}

/** The id of a request that the actor coordinates; null for everything else. */
export async function requestInReach(ctx: Ctx, id: string | undefined): Promise<string | null> {
  if (!isId(id)) return null;
  const [found] = await ctx.db
    .select({ districtId: request.districtId })
    .from(request)
    .where(eq(request.id, id));
  return found && mayCoordinate(ctx.actor, found) ? id : null;
}
