import { and, asc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import { category, district } from "../../../drizzle/schema/districts";
import { isSetAside, request } from "../../../drizzle/schema/requests";
import { inScope } from "../../accounts/queries/scope.server";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { lineColumns } from "./board.server";

const MOST_FLOODS = 20;
const SHOWN = 20;

const notCritical = sql`(${request.priority} <> 'critical')`;

/** How many requests of a coordinator's districts are set aside, and how many of them speak of danger to life. */
export async function countSetAside(ctx: Ctx<Member>) {
  const [counted] = await ctx.db
    .select({
      count: sql<number>`count(*)::int`,
      critical: sql<number>`(count(*) filter (where ${request.priority} = 'critical'))::int`,
    })
    .from(request)
    .where(and(isSetAside, inScope(ctx.actor, request.districtId)));
  return counted ?? { count: 0, critical: 0 };
}

/** The floods of a coordinator's districts, the newest first, a page at a time, each with its first requests: nothing that says who. */
export async function listSetAside(ctx: Ctx<Member>, page = 1) {
  const mine = and(isSetAside, inScope(ctx.actor, request.districtId));
  const floods = await ctx.db
    .select({
      flood: sql<string>`${request.flood}`,
      count: sql<number>`count(*)::int`,
      from: sql<Date>`min(${request.createdAt})`.mapWith(request.createdAt),
      to: sql<Date>`max(${request.createdAt})`.mapWith(request.createdAt),
    })
    .from(request)
    .where(mine)
    .groupBy(request.flood)
    .orderBy(sql`max(${request.createdAt}) desc`)
    .limit(MOST_FLOODS + 1)
    .offset((page - 1) * MOST_FLOODS);
  const next = floods.length > MOST_FLOODS ? page + 1 : null;
  const previous = page > 1 ? page - 1 : null;
  floods.splice(MOST_FLOODS);
  if (floods.length === 0) return { floods: [], next, previous };
  const { id, flood } = getTableColumns(request);
  const numbered = ctx.db
    .select({
      id,
      flood,
      place:
        sql<number>`row_number() over (partition by ${flood} order by ${notCritical}, ${request.createdAt})`.as(
          "place",
        ),
    })
    .from(request)
    .where(
      and(
        mine,
        inArray(
          flood,
          floods.map((one) => one.flood),
        ),
      ),
    )
    .as("numbered");
  const lines = await ctx.db
    .select({ ...lineColumns, flood: numbered.flood })
    .from(numbered)
    .innerJoin(request, eq(request.id, numbered.id))
    .innerJoin(category, eq(category.id, request.categoryId))
    .leftJoin(district, eq(district.id, request.districtId))
    .where(sql`${numbered.place} <= ${SHOWN}`)
    .orderBy(asc(notCritical), asc(request.createdAt));
  const withLines = floods.map((one) => ({
    ...one,
    lines: lines.filter((line) => line.flood === one.flood).map(({ flood: _, ...line }) => line),
  }));
  return { floods: withLines, next, previous };
}
