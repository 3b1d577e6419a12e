import { aliasedTable, and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { look } from "../../../drizzle/schema/audit";
import { request } from "../../../drizzle/schema/requests";
import { offer } from "../../../drizzle/schema/resources";
import type { Ctx } from "../../platform/context.server";
import type { Db } from "../../platform/database.server";
import type { Member } from "../../platform/types";
import { hashOf } from "../../requests/link.server";
import { isId } from "../../requests/queries/reach.server";
import { mayKeepOffer, ownsOffer } from "../../resources/policy";

const PAGE = 100;
const viewer = aliasedTable(person, "viewer");

/**
 * Looks at something, the newest first. `named`: those who answer for their looks by name, coordinators and administrators;
 * a volunteer never is.
 */
async function looksAt(db: Db, which: SQL | undefined, after: number | null, named: boolean) {
  const rows = await db
    .select({
      id: look.id,
      at: look.at,
      page: look.page,
      kind: look.kind,
      administrator: viewer.administrator,
      name: viewer.name,
      title: sql<string | null>`case when ${look.kind} = 'owner'
        then (select title from offer where offer.id = ${look.thingId}) end`,
    })
    .from(look)
    .innerJoin(viewer, eq(viewer.id, look.viewerId))
    .where(and(which, after ? lt(look.id, after) : undefined))
    .orderBy(desc(look.id))
    .limit(PAGE + 1);
  const looks = rows.slice(0, PAGE).map(({ administrator, name, ...row }) => {
    const onTheWay = row.page === "own_task";
    const role = onTheWay
      ? row.kind === "owner"
        ? ("fetcher" as const)
        : ("volunteer" as const)
      : administrator
        ? ("administrator" as const)
        : ("coordinator" as const);
    return { ...row, role, name: named && !onTheWay ? name : null };
  });
  return { looks, next: rows.length > PAGE ? rows[PAGE - 1]!.id : null };
}

/** Who has seen a member's own contact, as volunteer or as owner of what they offer. */
export const looksAtMember = (ctx: Ctx<Member>, after: number | null) => {
  const { personId } = ctx.actor;
  const theirs = sql`${look.thingId} in (select ${personId}::uuid
    union all select ${offer.id} from ${offer} where ${offer.ownerId} = ${personId}::uuid)`;
  return looksAt(ctx.db, theirs, after, true);
};

const atRequest = (id: string) => and(eq(look.kind, "resident"), eq(look.thingId, id));

/** Who has seen the details of the request whose private link this is; null for no such link. */
export async function looksByToken(db: Db, token: string, after: number | null) {
  const [found] = await db
    .select({ id: request.id })
    .from(request)
    .where(eq(request.tokenHash, hashOf(token)));
  return found ? looksAt(db, atRequest(found.id), after, false) : null;
}

/** The same for the coordinator who gives it to the resident; `id` is of a request in their reach. */
export async function looksAtRequest(db: Db, id: string, after: number | null) {
  const [found] = await db.select({ code: request.code }).from(request).where(eq(request.id, id));
  return found ? { code: found.code, ...(await looksAt(db, atRequest(id), after, false)) } : null;
}

/** Who has seen whom to call about an offer: for its owner, and for coordinators of its district. Null for others. */
export async function looksAtOffer(ctx: Ctx<Member>, id: string | undefined, after: number | null) {
  if (!isId(id)) return null;
  const [found] = await ctx.db
    .select({ number: offer.number, ownerId: offer.ownerId, districtId: offer.districtId })
    .from(offer)
    .where(eq(offer.id, id));
  if (!found || !(mayKeepOffer(ctx.actor, found) || ownsOffer(ctx.actor, found))) return null;
  const looksAtOwner = and(eq(look.kind, "owner"), eq(look.thingId, id));
  return { number: found.number, ...(await looksAt(ctx.db, looksAtOwner, after, true)) };
}
