import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import { freshDatabase } from "./fresh-database";

const schema: Record<string, unknown> = Object.assign(
  {},
  ...Object.values(import.meta.glob("../../drizzle/schema/*.ts", { eager: true })),
);
const meta = resolve(import.meta.dirname, "../../drizzle/migrations/meta");
const json = (name: string) => JSON.parse(readFileSync(join(meta, name), "utf8"));

it("has the snapshot of the last migration, so that the next is made from there", async () => {
  const { idx } = json("_journal.json").entries.at(-1);
  const snapshot = json(`${String(idx).padStart(4, "0")}_snapshot.json`);
  const now = generateDrizzleJson(schema, snapshot.id);
  expect(await generateMigration(snapshot, now)).toEqual([]);
});

it("names every column that the migrations make, with its type and whether it may be empty", async () => {
  const { owner } = await freshDatabase();
  const made = await owner.sql<{ column: string; type: string; required: boolean }[]>`
    select c.relname || '.' || a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull as required
    from pg_attribute a join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`;
  const named = Object.values(schema)
    .filter((table) => is(table, PgTable))
    .flatMap((table) =>
      Object.values(getTableColumns(table)).map((column) => ({
        column: `${getTableName(table)}.${column.name}`,
        type: spelt(column.getSQLType()),
        required: column.notNull || column.primary,
      })),
    );
  const sorted = <Line extends { column: string }>(lines: readonly Line[]) =>
    [...lines].sort((a, b) => (a.column < b.column ? -1 : 1));
  expect(sorted(named)).toEqual(sorted(made));
});

/** As PostgreSQL spells a type that drizzle spells another way. */
function spelt(type: string): string {
  if (type === "serial") return "integer";
  if (type === "bigserial") return "bigint";
  return type.replace(", ", ",");
}
