import type { Sql } from "postgres";

type Fill = { ended: number; open: number };

/**
 * Fills the tables with many requests at once, as their owner, with the guards of single changes
 * switched off meanwhile: for plans and benchmarks alone.
 */
export async function fillRequests(owner: Sql, { ended, open }: Fill) {
  await owner.begin(async (sql) => {
    await sql`alter table request disable trigger user`;
    await sql`
      insert into request (code, form_key, token_hash, state, priority, category_id, district_id,
        people, locale, channel, rank, due_at, created_at, state_at, closing_reason)
      select lpad((10000000 + base.n + i)::text, 8, '0'), gen_random_uuid(),
        sha256(('fill ' || base.n + i)::bytea),
        case when i > ${ended} then (array['submitted', 'triaged', 'in_progress'])[1 + i % 3] else 'closed' end,
        (array['critical', 'high', 'normal', 'normal', 'low'])[1 + i % 5],
        (select array_agg(id) from category)[1 + i % (select count(*)::int from category)],
        case when i % 20 = 0 then null
          else (select array_agg(id) from district)[1 + i % (select count(*)::int from district)] end,
        1 + i % 4, 'uk', 'web', case when i % 5 = 0 then 0 else 1 end,
        now() - make_interval(mins => i % 5000), now() - make_interval(mins => i % 50000), now(),
        case when i > ${ended} then null else 'met' end
      from generate_series(1, ${ended + open}) i, (select count(*)::int as n from request) base`;
    await sql`
      insert into request_private (request_id, name, phone, address, details)
      select id, (array['Коваленко Марія', 'Шевчук Іван', 'Мельник Олена', 'Tamm Jaan', 'Kask Liisa'])[1 + n % 5],
        '+38067' || lpad(n::text, 7, '0'), 'вул. Наукова, ' || n % 300, 'Потрібна вода на поверх ' || n % 16
      from (select id, (row_number() over ())::int as n from request r
        where not exists (select from request_private p where p.request_id = r.id)) fresh`;
    await sql`
      insert into request_note (request_id, author, body)
      select id, 'resident', 'Ми ще чекаємо' from request r
      where not exists (select from request_note n where n.request_id = r.id)`;
    await sql`
      insert into event (type, actor, thing, thing_id, to_state)
      select 'request.submitted', 'visitor', 'request', id, 'submitted' from request r
      where not exists (select from event e where e.thing_id = r.id)`;
    await sql`alter table request enable trigger user`;
  });
  await owner`vacuum analyze request, request_private, request_note, event`;
}

/** Verified offers by the thousand over a city's area, each with its stock in the ledger; guards off meanwhile. */
export async function fillOffers(owner: Sql, count: number) {
  await owner.begin(async (sql) => {
    await sql`alter table offer disable trigger user`;
    await sql`alter table ledger disable trigger user`;
    await sql`
      insert into offer (form_key, state, kind_id, durable, title, available, cell_lat, cell_lon)
      select gen_random_uuid(), 'verified', k.ids[1 + i % array_length(k.ids, 1)], true,
        (array['Honda EU22i', 'Тихий генератор', 'Soe tekk', 'Питна вода', 'Вантажівка'])[1 + i % 5] || ' ' || i,
        tstzrange('2026-01-01', null), 49.78 + (i % 997) * 0.00015, 23.95 + (i % 1009) * 0.00015
      from generate_series(1, ${count}) i, (select array_agg(id) as ids from resource_kind) k`;
    await sql`
      insert into ledger (offer_id, step, delta, during, at)
      select id, 'stock', 1 + number % 20, tstzrange('2026-01-01', null), '2026-01-01' from offer o
      where not exists (select from ledger l where l.offer_id = o.id)`;
    await sql`alter table offer enable trigger user`;
    await sql`alter table ledger enable trigger user`;
  });
  await owner`vacuum analyze offer, ledger`;
}
