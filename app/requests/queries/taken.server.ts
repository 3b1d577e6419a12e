import { and, desc, eq, or, sql } from "drizzle-orm";
import { category, district } from "../../../drizzle/schema/districts";
import { isOpen, request, requestPrivate } from "../../../drizzle/schema/requests";
import { inScope } from "../../accounts/queries/scope.server";
import type { Ctx } from "../../platform/context.server";
import { normalPhone } from "../../platform/phone";
import type { Member } from "../../platform/types";
import { mayCoordinate } from "../policy";
import { isId } from "./reach.server";

/** What is said at the end of a call, to whoever took it or works for its district; null for everybody else. */
export async function readTaken(ctx: Ctx<Member>, id: string | undefined) {
  if (!isId(id)) return null;
  const [found] = await ctx.db
    .select({
      id: request.id,
      code: request.code,
      state: request.state,
      priority: request.priority,
      takenBy: request.takenBy,
      districtId: request.districtId,
      categoryNames: category.names,
      districtNames: district.names,
    })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .leftJoin(district, eq(district.id, request.districtId))
    .where(eq(request.id, id));
  if (!found) return null;
  const { takenBy, ...taken } = found;
  const inReach = mayCoordinate(ctx.actor, found);
  return inReach || takenBy === ctx.actor.personId ? { ...taken, inReach } : null;
}

/** Digits from which on a number says whose it may be. */
const ENOUGH = 6;
const MOST = 5;

/** Open requests of a number, also of one that is only half typed; the newest first. */
export async function openOfNumber(ctx: Ctx<Member>, typed: string) {
  const digits = typed.replace(/\D/g, "").replace(/^0+/, "");
  if (digits.length < ENOUGH) return [];
  const whole = normalPhone(typed, ctx.city.callingCode);
  return ctx.db
    .select({
      id: request.id,
      state: request.state,
      people: request.people,
      createdAt: request.createdAt,
      categoryNames: category.names,
    })
    .from(requestPrivate)
    .innerJoin(request, eq(request.id, requestPrivate.requestId))
    .innerJoin(category, eq(category.id, request.categoryId))
    .where(
      and(
        isOpen,
        inScope(ctx.actor, request.districtId),
        or(
          sql`${requestPrivate.digits} like ${`%${digits}%`}`,
          whole ? eq(requestPrivate.phone, whole) : undefined,
          whole ? eq(requestPrivate.forPhone, whole) : undefined,
        ),
      ),
    )
    .orderBy(desc(request.createdAt))
    .limit(MOST);
}
