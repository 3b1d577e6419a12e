import { type SQL, sql } from "drizzle-orm";
import type { WeeklySpan } from "../../accounts/types";
import { metresBetween } from "../../districts/rules/grid";
import type { Db } from "../../platform/database.server";
import type { Names, Point, Window } from "../../platform/types";
import { rangeOf } from "../../platform/window.server";
import type { Attribute, AttributeValues } from "../types";

export const FOUND = 30;
/** How like a word has to be, by pg_trgm's word similarity from 0 to 1. */
const LIKE_ENOUGH = 0.45;

export type Search = {
  /** A kind's code, or empty for all. */
  kind: string;
  window: Window;
  quantity: number;
  near: Point | null;
  text: string;
  now: Date;
};

export type FoundOffer = {
  id: string;
  number: number;
  title: string;
  organisation: string;
  conditions: string;
  kindNames: Names;
  unit: string;
  durable: boolean;
  kindAttributes: Attribute[];
  attributes: AttributeValues;
  weekly: WeeklySpan[];
  districtNames: Names | null;
  free: number;
  kilometres: number | null;
};

type Row = Omit<FoundOffer, "free" | "kilometres"> & {
  free: string;
  cell_lat: number | null;
  cell_lon: number | null;
};

/**
 * Verified offers of the whole city that have so much free over the whole window, the nearest first. Nothing that says whose
 * they are: an address is for those who fetch.
 */
export async function findOffers(db: Db, search: Search): Promise<FoundOffer[]> {
  const { near } = search;
  const rows = await db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('pg_trgm.word_similarity_threshold', ${String(LIKE_ENOUGH)}, true)`,
    );
    return tx.execute<Row>(findQuery(search));
  });
  return rows.map(({ cell_lat: lat, cell_lon: lon, free, ...row }) => ({
    ...row,
    free: Number(free),
    kilometres:
      near && lat !== null && lon !== null ? metresBetween(near, { lat, lon }) / 1000 : null,
  }));
}

/** Every word counts by itself: "generator diesel" finds what has both, in whatever order. */
const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean).slice(0, 6);

/** In the owner's words or in any language's name of its kind, typing errors allowed. */
const saying = (word: string) => sql`and (o.search %> fold_text(${word}) or o.kind_id = any(array(
  select id from resource_kind where fold_text(names::text) %> fold_text(${word}))))`;

/** Walks the index of points from the nearest on and asks each for what is free, until enough are found. */
export function findQuery({ kind, window, quantity, near, text, now }: Search): SQL {
  const range = sql`${rangeOf(window)}::tstzrange`;
  const held = sql`case when o.durable then ${range} else tstzrange(lower(${range}), null) end`;
  const order = near
    ? sql`point(o.cell_lon, o.cell_lat) <-> point(${near.lon}, ${near.lat})`
    : sql`o.created_at desc`;
  return sql`
    select o.id, o.number, o.title, o.organisation, o.conditions, o.durable, o.attributes, o.weekly,
      o.cell_lat, o.cell_lon, k.names as "kindNames", k.unit, k.attributes as "kindAttributes",
      d.names as "districtNames", free.free
    from offer o
    join resource_kind k on k.id = o.kind_id
    left join district d on d.id = o.district_id
    cross join lateral (
      select offer_free(o.id, ${held}, ${now.toISOString()}::timestamptz) as free) free
    where o.state = 'verified'
      and o.available @> ${range}
      and free.free >= ${quantity}
      ${kind ? sql`and o.kind_id = (select id from resource_kind where code = ${kind})` : sql``}
      ${sql.join(
        wordsOf(text).map((word) => saying(word)),
        sql` `,
      )}
    order by ${order}
    limit ${FOUND}`;
}
