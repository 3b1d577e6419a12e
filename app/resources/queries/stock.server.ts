import { sql } from "drizzle-orm";
import type { Db } from "../../platform/database.server";
import type { Names } from "../../platform/types";

const HOURS = 24;

export type StockRow = {
  code: string;
  names: Names;
  unit: string;
  /** Of all verified offers, wherever they are now. */
  stock: number;
  out: number;
  late: number;
  /** Reserved for the next 24 hours and not fetched yet. */
  promised: number;
  /** Free now and at each of the next 24 hours. */
  hours: number[];
  /** Below this the district wants to be warned; null for never. */
  least: number | null;
};

/** What is free, out, late and promised in one district over the next 24 hours, by kind. */
export async function readStock(db: Db, districtId: string, now: Date): Promise<StockRow[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const rows = await db.execute<Omit<StockRow, "hours"> & { hours: number[] }>(sql`
    with mine as (
      select id, kind_id from offer where district_id = ${districtId} and state = 'verified'
    ), level as (
      select m.kind_id, hour.n, sum(l.delta)::float8 as free
      from generate_series(0, ${HOURS}) as hour(n)
      cross join mine m
      join ledger l on l.offer_id = m.id and l.during @> (${at} + make_interval(hours => hour.n))
      group by m.kind_id, hour.n
    ), levels as (
      select kind_id, array_agg(free order by n) as hours from level group by kind_id
    ), total as (
      select m.kind_id, sum(l.delta)::float8 as stock
      from mine m join ledger l on l.offer_id = m.id and l.step in ('stock', 'lost') group by m.kind_id
    ), loan as (
      select m.kind_id,
        coalesce(sum(r.fetched) filter (where r.state = 'handed_over'), 0)::float8 as out,
        coalesce(sum(r.fetched) filter (where r.state = 'handed_over' and upper(r.during) <= ${at}), 0)::float8 as late,
        coalesce(sum(r.quantity) filter (where r.state = 'held'
          and r.during && tstzrange(${at}, ${at} + make_interval(hours => ${HOURS}))), 0)::float8 as promised
      from mine m join reservation r on r.offer_id = m.id group by m.kind_id
    )
    select k.code, k.names, k.unit, coalesce(total.stock, 0) as stock, coalesce(loan.out, 0) as out,
      coalesce(loan.late, 0) as late, coalesce(loan.promised, 0) as promised,
      coalesce(levels.hours, '{}') as hours, threshold.least::float8 as least
    from resource_kind k
    left join total on total.kind_id = k.id
    left join levels on levels.kind_id = k.id
    left join loan on loan.kind_id = k.id
    left join stock_threshold threshold on threshold.kind_id = k.id and threshold.district_id = ${districtId}
    where k.active or total.stock > 0
    order by k.position`);
  // What should be back and is not is not free, for how long nobody knows.
  return rows.map((row) => ({
    ...row,
    hours: Array.from({ length: HOURS + 1 }, (_, hour) => (row.hours[hour] ?? 0) - row.late),
  }));
}
