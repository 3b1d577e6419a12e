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
        people, locale, channel, due_at, created_at, state_at, closing_reason)
      select lpad((10000000 + base.n + i)::text, 8, '0'), gen_random_uuid(),
        sha256(('fill ' || base.n + i)::bytea),
        case when i > ${ended} then (array['submitted', 'triaged', 'in_progress'])[1 + i % 3] else 'closed' end,
        (array['critical', 'high', 'normal', 'normal', 'low'])[1 + i % 5],
        (select array_agg(id) from category)[1 + i % (select count(*)::int from category)],
        case when i % 20 = 0 then null
          else (select array_agg(id) from district)[1 + i % (select count(*)::int from district)] end,
        1 + i % 4, 'uk', 'web', now() - make_interval(mins => i % 5000), now() - make_interval(mins => i % 50000), now(),
        case when i > ${ended} then null else 'met' end
      from generate_series(1, ${ended + open}) i, (select count(*)::int as n from request) base`;
    await sql`
      insert into request_private (request_id, name, phone, address, access, details)
      select id, (array['Коваленко Марія', 'Шевчук Іван', 'Мельник Олена', 'Tamm Jaan', 'Kask Liisa'])[1 + n % 5],
        '+38067' || lpad(n::text, 7, '0'), 'вул. Наукова, ' || n % 300,
        'Під’їзд ' || 1 + n % 6 || ', код ' || n % 900, 'Потрібна вода на поверх ' || n % 16
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

type Rota = { shifts: number; volunteers: number };

/**
 * Shifts over the next sixty days, two roles each and about half full, and volunteers who take them in turns, so that
 * nobody is in two places; guards off meanwhile. Their promises are kept as ever: that constraint can't be switched off.
 */
export async function fillShifts(owner: Sql, { shifts, volunteers }: Rota) {
  await owner.begin(async (sql) => {
    for (const table of ["shift", "shift_role", "sign_up"])
      await sql.unsafe(`alter table ${table} disable trigger user`);
    await sql`
      insert into person (name, email, email_proven_at, locale, standing)
      select 'Волонтер ' || i, 'v' || i || '@fill.example', now(), 'uk', 'verified' from generate_series(1, ${volunteers}) i`;
    await sql`
      insert into volunteer_profile (person_id, skills, home_district_id)
      select id, case when n % 3 = 0 then array['care'] else '{}' end, d.ids[1 + n % array_length(d.ids, 1)]
      from (select id, (row_number() over (order by id))::int as n from person where email like 'v%@fill.example') fresh,
        (select array_agg(id) as ids from district) d`;
    await sql`
      insert into shift (state, district_id, place, during, code, created_by)
      select 'published', d.ids[1 + i % array_length(d.ids, 1)], 'Школа № ' || 1 + i % 100,
        tstzrange(start, start + interval '4 hours'), lpad(i::text, 6, '0'), p.id
      from generate_series(1, ${shifts}) i, (select array_agg(id) as ids from district) d,
        (select id from person limit 1) p,
        lateral (select date_trunc('hour', now()) + interval '1 day' + i * interval '60 days' / ${shifts} as start) s`;
    await sql`
      insert into shift_role (shift_id, title, skills, capacity, minimum, position)
      select shift.id, r.title, r.skills, r.capacity, 2, r.position from shift, (values
        ('Чай', array[]::text[], 8, 0), ('Перша допомога', array['care'], 6, 1)
      ) r (title, skills, capacity, position)`;
    await sql`
      insert into sign_up (shift_id, role_id, person_id, state)
      select shift_id, role_id, p.ids[1 + (n % ${volunteers})::int], case when k <= capacity then 'signed_up' else 'waitlisted' end
      from (
        select r.shift_id, r.id as role_id, r.capacity, k,
          row_number() over (order by lower(s.during), r.id, k) as n
        from shift_role r join shift s on s.id = r.shift_id,
          lateral generate_series(1, case when s.number % 5 = 0 then r.capacity + 2 else r.capacity / 2 + s.number % 3 end) k
      ) slots, (select array_agg(id) as ids from person where email like 'v%@fill.example') p`;
    await sql`
      insert into commitment (person_id, during, kind, source_id)
      select u.person_id, s.during, 'shift', u.id from sign_up u join shift s on s.id = u.shift_id
      where u.state = 'signed_up'`;
    for (const table of ["shift", "shift_role", "sign_up"])
      await sql.unsafe(`alter table ${table} enable trigger user`);
  });
  await owner`vacuum analyze person, volunteer_profile, shift, shift_role, sign_up, commitment`;
}
