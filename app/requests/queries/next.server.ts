import { and, asc, eq, or, sql } from "drizzle-orm";
import { request } from "../../../drizzle/schema/requests";
import { inScope } from "../../accounts/queries/scope.server";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { LANES } from "../states";

const DANGER = LANES.indexOf("danger") + 1;
const READ = LANES.indexOf("read") + 1;

/** In the coordinator's lists, and nobody has read it. */
export const isUnread = (ctx: Ctx<Member>) =>
  and(
    or(eq(request.lane, DANGER), eq(request.lane, READ)),
    eq(request.state, "submitted"),
    inScope(ctx.actor, request.districtId),
  );

/** The request that nobody has read and that comes after this one in the list, else the first of them; null when all are read. */
export async function nextToRead(ctx: Ctx<Member>, id: string): Promise<string | null> {
  const place = sql`(${request.lane}, ${request.dueAt}, ${request.createdAt}, ${request.id})`;
  const [next] = await ctx.db
    .select({ id: request.id })
    .from(request)
    .where(and(isUnread(ctx), sql`${request.id} <> ${id}::uuid`))
    .orderBy(
      sql`${place} <= (select lane, due_at, created_at, id from request here where here.id = ${id}::uuid)`,
      asc(request.lane),
      asc(request.dueAt),
      asc(request.createdAt),
      asc(request.id),
    )
    .limit(1);
  return next?.id ?? null;
}
