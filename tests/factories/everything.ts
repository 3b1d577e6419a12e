import type postgres from "postgres";

/** Every row of every table, of the queue too, as text: what somebody reads who has a dump. */
export async function everyWord(sql: postgres.Sql): Promise<string> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await sql.unsafe(
        `select coalesce(string_agg(t::text, E'\n'), '') as text from ${name} t`,
      );
      return String(row!.text);
    }),
  );
  return texts.join("\n");
}

const WORD = "'w' || md5(random()::text || clock_timestamp()::text)";
const NUMBER = "'+38067' || lpad((random() * 1e9)::bigint::text, 10, '0')";
const MAIL = `${WORD} || '@mail.example'`;

/** By table, the columns in which people write, and what stands in their place: no two are alike. */
export const TYPED: Record<string, Record<string, string>> = {
  person: { name: `${WORD} || ' ' || ${WORD}`, email: MAIL, phone: NUMBER },
  request_private: {
    name: WORD,
    phone: NUMBER,
    email: MAIL,
    address: WORD,
    access: WORD,
    details: WORD,
  },
  request_note: { body: WORD },
  task: { title: WORD, briefing: WORD, checklist: `array[${WORD}]` },
  assignment: { note: WORD, override: WORD },
  reservation: { note: WORD },
  offer: { title: WORD, organisation: WORD, conditions: WORD },
  offer_private: { name: WORD, phone: NUMBER, address: WORD },
  volunteer_profile: { note: WORD },
  sign_up: { note: WORD, party_name: WORD, correction: WORD, reason: WORD },
  shift: { briefing: WORD, contact: WORD, reason: WORD },
  shift_note: { body: WORD },
};

/** Writes something of its own into every column in which somebody can write, as the owner of the database. */
export async function writeUniqueWords(sql: postgres.Sql) {
  for (const [table, columns] of Object.entries(TYPED)) {
    const set = Object.entries(columns).map(([column, value]) => `${column} = ${value}`);
    await sql.unsafe(`update ${table} set ${set.join(", ")}`);
  }
}

/** What stands in these columns of a table, where it holds. */
export async function wordsIn(
  sql: postgres.Sql,
  table: string,
  where: string,
  columns = Object.keys(TYPED[table] ?? {}),
): Promise<string[]> {
  const rows = await sql.unsafe(`select ${columns.join(", ")} from ${table} where ${where}`);
  return rows.flatMap((row) => columns.flatMap((column) => row[column] ?? [])).filter(Boolean);
}
