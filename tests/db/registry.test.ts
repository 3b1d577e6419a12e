import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { isPersonal, LOGGED, processing, REGISTRY } from "../../app/privacy/rules/registry";
import { DEFAULT_DAYS, FEWEST_DAYS, MOST_DAYS } from "../../app/privacy/rules/retention";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let columns: string[];

beforeAll(async () => {
  database = await freshDatabase();
  const rows = await database.owner.sql<{ name: string }[]>`
    select concat_ws('.', nullif(c.table_schema, 'public'), c.table_name, c.column_name) as name
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')`;
  columns = rows.map(({ name }) => name);
});

const registered = Object.entries(REGISTRY).flatMap(([table, parts]) =>
  parts.flatMap((part) => part.columns.map((column) => `${table}.${column}`)),
);

describe("the registry of personal data", () => {
  it("has a line for every column of every table, and for none that is gone", () => {
    const lacking = columns.filter((column) => !registered.includes(column));
    const gone = registered.filter((column) => !columns.includes(column));
    expect(
      lacking,
      `app/privacy/rules/registry.ts lacks ${lacking.join(", ")}. Write each into the entry of its table: nobody("…") for ids, ` +
        `states, times, amounts and codes of ours; whose, what, why and how it ends for what says something of a person. Where it is ` +
        `personal, a migration has to make it go with its person: replace erase_request, erase_offer or erase_person, and, if it ends ` +
        `after a time of its own, retention_due and retire (drizzle/migrations/0034_forgetting.sql).`,
    ).toEqual([]);
    expect(
      gone,
      "take these out of app/privacy/rules/registry.ts: there is no such column",
    ).toEqual([]);
  });

  it("names each column once", () => {
    expect(registered.filter((column, index) => registered.indexOf(column) !== index)).toEqual([]);
  });

  it("has a row in the notice for everything personal", () => {
    const personal = Object.values(REGISTRY).flat().filter(isPersonal);
    for (const { columns: _, ...row } of personal) expect(processing()).toContainEqual(row);
  });

  it("keeps nothing for longer or shorter than may be set", () => {
    for (const days of Object.values(DEFAULT_DAYS)) {
      expect(days).toBeGreaterThanOrEqual(FEWEST_DAYS);
      expect(days).toBeLessThanOrEqual(MOST_DAYS);
    }
  });

  it("knows everything that the program writes into its log", () => {
    const app = resolve(import.meta.dirname, "../../app");
    const written = readdirSync(app, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(join(app, name), "utf8"))
      .flatMap((text) => [...text.matchAll(/\blog\.\w+\(\s*\{([^}]*)/g)].map((match) => match[1]!))
      .flatMap((fields) => fields.split(",").map((field) => field.trim().split(":")[0]!));
    const unknown = written.filter((field) => field && !LOGGED.includes(field));
    expect(
      unknown,
      "in LOGGED of app/privacy/rules/registry.ts; never what somebody typed",
    ).toEqual([]);
    expect(written.length).toBeGreaterThan(10);
  });
});
