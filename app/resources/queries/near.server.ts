import { and, eq, sql } from "drizzle-orm";
import { district } from "../../../drizzle/schema/districts";
import { offer, resourceKind } from "../../../drizzle/schema/resources";
import { reveal } from "../../accounts/queries/reveal.server";
import { inScope } from "../../accounts/queries/scope.server";
import { metresBetween } from "../../districts/rules/grid";
import type { Ctx } from "../../platform/context.server";
import type { Member, Point } from "../../platform/types";

const SHOWN = 40;
const MOST = 1_000;
/** What is free has to stay so for so long. */
const FOR = "2 hours";

/** What is free now and may be lent, in a coordinator's districts and in none; of one kind, by its code, or of all. */
function freeThings(ctx: Ctx<Member>, kind: string | null = null) {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const window = sql`tstzrange(${now}, case when ${offer.durable} then ${now} + ${FOR}::interval end)`;
  const soon = sql`tstzrange(${now}, ${now} + ${FOR}::interval)`;
  const free = sql<number>`offer_free(${offer.id}, ${window}, ${now})::float8`;
  return ctx.db
    .select({
      id: offer.id,
      number: offer.number,
      title: offer.title,
      organisation: offer.organisation,
      conditions: offer.conditions,
      districtId: offer.districtId,
      districtNames: district.names,
      kindNames: resourceKind.names,
      kindAttributes: resourceKind.attributes,
      attributes: offer.attributes,
      unit: resourceKind.unit,
      lat: offer.cellLat,
      lon: offer.cellLon,
      free,
    })
    .from(offer)
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .leftJoin(district, eq(district.id, offer.districtId))
    .where(
      and(
        eq(offer.state, "verified"),
        inScope(ctx.actor, offer.districtId),
        kind === null ? undefined : eq(resourceKind.code, kind),
        sql`${offer.available} @> ${soon}`,
        sql`${free} > 0`,
      ),
    )
    .orderBy(resourceKind.position, offer.number)
    .limit(MOST);
}

type Wanted = { kind?: string | null; most?: number };

/** What is free now, the nearest to a point first, each with whose it is: that is a look, and on record. */
export async function listNear(
  ctx: Ctx<Member>,
  near: Point | null,
  { kind = null, most = SHOWN }: Wanted = {},
) {
  const rows = await freeThings(ctx, kind);
  const things = rows
    .map(({ lat, lon, ...row }) => ({
      ...row,
      kilometres:
        near && lat !== null && lon !== null ? metresBetween(near, { lat, lon }) / 1000 : null,
    }))
    .sort((a, b) => (a.kilometres ?? Infinity) - (b.kilometres ?? Infinity) || a.number - b.number);
  const shown = things.slice(0, most);
  const ids = shown.map(({ id }) => id);
  const owners = await reveal(ctx.db, ctx, "owner", ids, { page: "board" });
  return {
    things: shown.map(({ districtId: _, ...thing }) => {
      const owner = owners.get(thing.id);
      return { ...thing, owner: owner && { name: owner.name, phone: owner.phone } };
    }),
    more: things.length - shown.length,
  };
}

/** What is free now, by its 500 m cell. */
export async function placeThings(ctx: Ctx<Member>) {
  const rows = await freeThings(ctx);
  return rows.flatMap(({ id, title, lat, lon, districtId }) =>
    lat === null || lon === null ? [] : [{ id, title, lat, lon, districtId }],
  );
}
