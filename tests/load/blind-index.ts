// `npm run bench:blind [-- ROWS]`: what the search of the board would cost if names, addresses and words lay encrypted and were
// found by keyed digests of their trigrams, against today's index of trigrams. Both in one run, in turns.

import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { connect } from "../../app/platform/database.server";
import { nativeFolder, startEmbedded } from "../../app/platform/embedded.server";
import { migrateDatabase } from "../../app/platform/migrate.server";
import { keep } from "./keep";

const root = resolve(import.meta.dirname, "../..");
const ROWS = Number(process.argv[2] ?? 100_000);
const ROUNDS = 7;
/** As the board's search has it. */
const LIKE_ENOUGH = 0.45;
const MOST_FOUND = 200;

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Who is looked for among all the others, and is one row. */
const SOUGHT = "Гордієвська Ярослава +380671112233 вул. Яблунева, 7 Кисень закінчується";
/** As people type it: whole, in part, with errors, in the other alphabet; and words that thousands have. */
const WANTED = [
  { typed: "Гордієвська", sought: true },
  { typed: "Гордиевска", sought: true },
  { typed: "Hordiievska", sought: true },
  { typed: "Яблунева 7", sought: true },
  { typed: "Яблунова", sought: true },
  { typed: "Ярослава Гордієвськ", sought: true },
  { typed: "Коваленко", sought: false },
  { typed: "Наукава 17", sought: false },
  { typed: "кисень", sought: false },
];

const folder = join(tmpdir(), `naaber-blind-${process.pid}`);
mkdirSync(folder, { recursive: true, mode: 0o711 });
const server = await startEmbedded(nativeFolder(root), join(folder, "server"));
const admin = connect(server.url("postgres"), { connections: 1 });
for (const role of ["naaber_owner", "naaber_app"])
  await admin.sql.unsafe(`create role ${role} login password 'bench'`);
await admin.sql.unsafe("create database blind owner naaber_owner");
await admin.end();
const url = new URL(server.url("blind"));
Object.assign(url, { username: "naaber_owner", password: "bench" });
await migrateDatabase(url.toString(), "naaber_app", join(root, "drizzle/migrations"));
const { sql, end } = connect(url.toString(), { connections: 1 });

try {
  // A keyed digest stands in for the HMAC that the program would make: as selective, and as dear to the index.
  await sql.unsafe(`
    create function blind(folded text) returns bigint[] language sql immutable parallel safe as $$
      select coalesce(array_agg(distinct
        ('x' || encode(substr(sha256(convert_to('key of a city ' || gram, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint), '{}')
      from unnest(show_trgm(folded)) gram
    $$;
    create table today (id int primary key, search text not null);
    create table blinded (id int primary key, grams bigint[] not null);
  `);
  await sql`
    insert into today
    select i, fold_text(surname || ' ' || name || ' +38067' || lpad((i * 7919 % 10000000)::text, 7, '0') || ' вул. ' || street
      || ', ' || a % 140 || ' ' || need || ' ' || more)
    from generate_series(2, ${ROWS}) i,
    lateral (select
      -- Each word drawn apart from the others.
      abs(hashint4(i)) as a, abs(hashint4(i + 1000003)) as b, abs(hashint4(i + 2000003)) as c,
      abs(hashint4(i + 3000017)) as d, abs(hashint4(i + 4000037)) as e, abs(hashint4(i + 5000011)) as f,
      abs(hashint4(i + 6000011)) as g) drawn,
    lateral (select
      (array['Ковал', 'Шевч', 'Мельн', 'Бонд', 'Ткач', 'Кравч', 'Олійн', 'Зеленч', 'Петрен', 'Гаврил', 'Дорош', 'Лисен', 'Савч', 'Романч', 'Яремч'])[1 + a % 15]
        || (array['енко', 'ук', 'юк', 'ик', 'ів', 'ський', 'ова', 'чак', 'ишин'])[1 + b % 9] as surname,
      (array['Марія', 'Іван', 'Олена', 'Тарас', 'Софія', 'Юрій', 'Ганна', 'Остап', 'Людмила', 'Богдан', 'Ірина', 'Назар'])[1 + c % 12] as name,
      (array['Науков', 'Пасічн', 'Городоцьк', 'Стрийськ', 'Любінськ', 'Зелен', 'Дорошівськ', 'Виговськ', 'Сихівськ', 'Кульпарківськ', 'Личаківськ', 'Володимир'])[1 + d % 12]
        || (array['а', 'ий', 'ської', 'ова'])[1 + e % 4] as street,
      (array['Потрібна вода', 'Немає світла і тепла', 'Кисень закінчується', 'Дитяче харчування', 'Ліки від тиску', 'Треба зарядити телефон'])[1 + f % 6] as need,
      (array['на поверсі', 'мама лежача', 'двоє дітей', 'ліфт не працює', 'самотня бабуся', 'інсулін', 'домофон зламаний', 'дякую'])[1 + g % 8] as more) words`;
  await sql`insert into today values (1, fold_text(${SOUGHT}))`;
  await sql`insert into blinded select id, blind(search) from today`;
  await sql`create index today_search on today using gin (search gin_trgm_ops)`;
  await sql`create index blinded_grams on blinded using gin (grams)`;
  await sql`create table gram_count as
    select gram, count(*)::int as rows from blinded, unnest(grams) gram group by gram`;
  await sql`create unique index on gram_count (gram) include (rows)`;
  await sql.unsafe("vacuum analyze today, blinded, gram_count");
  await sql`select set_config('pg_trgm.word_similarity_threshold', ${String(LIKE_ENOUGH)}, false)`;

  const plain = (wanted: string) => sql<{ id: number }[]>`
    select id, word_similarity(fold_text(${wanted}), search) as likeness from today
    where search %> fold_text(${wanted}) order by likeness desc, id limit ${MOST_FOUND}`;
  // Whoever shares enough shares one of the rarest: these alone are asked of the index.
  const blind = (wanted: string) => sql<{ id: number }[]>`
    with needle as materialized (select blind(fold_text(${wanted})) as grams),
    rare as materialized (
      select array_agg(gram) as grams from (
        select gram from needle, unnest(grams) gram left join gram_count using (gram)
        order by coalesce(rows, 0)
        limit (select cardinality(grams) - ceil(${LIKE_ENOUGH}::numeric * cardinality(grams))::int + 1 from needle)) few)
    select id, likeness from (
      select id, (select count(*) from unnest(blinded.grams) g where g = any(needle.grams))::real / cardinality(needle.grams) as likeness
      from blinded, needle, rare where blinded.grams && rare.grams) found
    where likeness >= ${LIKE_ENOUGH} order by likeness desc, id limit ${MOST_FOUND}`;

  const ratios: number[] = [];
  const lines: string[] = [];
  for (const { typed, sought } of WANTED) {
    const ways = { plain, blind };
    const times = { plain: [] as number[], blind: [] as number[] };
    const place = { plain: -1, blind: -1 };
    for (let round = 0; round < ROUNDS; round++)
      for (const way of ["plain", "blind"] as const) {
        const began = performance.now();
        const rows = await ways[way](typed);
        times[way].push(performance.now() - began);
        place[way] = rows.findIndex(({ id }) => id === 1);
      }
    const [before, after] = [median(times.plain), median(times.blind)];
    const where = (index: number) => (index < 0 ? "not found" : `found ${index + 1}.`);
    ratios.push(after / before);
    lines.push(
      `“${typed}”: ${before.toFixed(1)} ms as today, ${after.toFixed(1)} ms blind, ${(after / before).toFixed(1)} times${
        sought ? `; ${where(place.plain)} as today, ${where(place.blind)} blind` : ""
      }`,
    );
  }
  const [size] =
    await sql`select pg_total_relation_size('today') as today, pg_total_relation_size('blinded') as blind`;
  keep(`\`npm run bench:blind\`, ${ROWS} invented requests, ${ROUNDS} rounds in turns`, [
    ...lines,
    `median ${median(ratios).toFixed(1)} times, worst ${Math.max(...ratios).toFixed(1)} times (at most 1.5 was asked for); ${(Number(size!.blind) / Number(size!.today)).toFixed(1)} times the room on disk, the encrypted text itself not counted`,
  ]);
} finally {
  await end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
