import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const folder = resolve(import.meta.dirname, "../drizzle/migrations");
/** Migrations up to this one came before the rule. */
const LAST_BEFORE = 18;

/**
 * While processes are restarted one after the other, the version before runs on the schema of this one. What would break it may only
 * be in a migration that says since when nothing needs it any more: `-- contract: the column is not read since 0.3`.
 */
const MARK = /^-- contract: \S.{9,}$/m;

/** What takes away, renames, or refuses what the version before still writes, in one part of a statement. */
const BREAKING: [what: string, verb: RegExp, part: RegExp, unless?: RegExp][] = [
  ["drops", /^drop (table|type|function|schema|view|sequence) /, /^/],
  ["drops a column", /^alter table /, /\bdrop (?!constraint|default|not null|expression|identity)/],
  ["renames", /^alter /, /\brename\b/],
  ["asks for a value", /^alter table /, /\bset not null\b/],
  ["changes a type", /^alter table /, /\balter (column )?\S+ (set data )?type\b/],
  [
    "adds a column that has to be given",
    /^alter table /,
    /\badd .*\bnot null\b/,
    /\b(default|generated|constraint)\b/,
  ],
  ["adds a constraint", /^alter table /, /\badd (constraint|check|unique|exclude|foreign key)\b/],
  ["adds a unique index", /^create unique index /, /^/],
  ["adds a trigger", /^create (or replace )?(constraint )?trigger /, /^/],
  ["takes a right away", /^revoke /, /^/],
];

/** What in a migration the version before could not live with; tables that it makes itself are nobody's yet. */
function breaks(text: string): string[] {
  if (MARK.test(text)) return [];
  const statements = withoutBodies(text)
    .split("\n")
    .map((line) => line.split("--", 1)[0])
    .join(" ")
    .split(";")
    .map((one) => one.replaceAll('"', "").split(/\s+/).filter(Boolean).join(" ").toLowerCase());
  const made = new Set(
    statements.filter((one) => /^create (unlogged )?table /.test(one)).map(thingOf),
  );
  return statements
    .filter((one) => !made.has(thingOf(one)))
    .flatMap((one) =>
      BREAKING.filter(
        ([, verb, part, unless]) =>
          verb.test(one) && one.split(",").some((each) => part.test(each) && !unless?.test(each)),
      ).map(([what]) => `${what}: ${one.slice(0, 80)}`),
    );
}

/** What a function does when it is called is not what the migration does. */
const withoutBodies = (text: string) =>
  text
    .split("$$")
    .filter((_, index) => index % 2 === 0)
    .join(" ")
    .split(/\bbegin atomic\b/i)
    .map((part, index) => (index === 0 ? part : part.slice(part.search(/\bend;/i))))
    .join(" ");

/** The table, or other thing, that a statement is about. */
function thingOf(statement: string): string {
  const words = statement.split(/[ (]/);
  const isIndex = /^(create (unique )?index|create .*trigger|revoke) /.test(statement);
  const at = isIndex
    ? words.indexOf("on") + 1
    : words.findIndex((word) => KINDS.includes(word)) + 1;
  const name = words
    .slice(at)
    .find((word) => !["if", "not", "exists", "only", "table"].includes(word));
  return (name ?? "").replace("public.", "");
}
const KINDS = ["table", "type", "function", "schema", "view", "sequence"];

const files = readdirSync(folder).filter((name) => name.endsWith(".sql"));

describe("migrations", () => {
  it("leave what the version before needs, or say that nothing does", () => {
    const found = files
      .filter((name) => Number(name.slice(0, 4)) > LAST_BEFORE)
      .flatMap((name) =>
        breaks(readFileSync(join(folder, name), "utf8")).map((what) => `${name}: ${what}`),
      );
    expect(found).toEqual([]);
  });

  it("stand in the order of their times, or a database would leave out the one that came late", () => {
    const { entries } = JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8")) as {
      entries: { when: number; tag: string }[];
    };
    const times = entries.map(({ when }) => when);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBe(times.length);
    expect(entries.map(({ tag }) => `${tag}.sql`)).toEqual([...files].sort());
  });

  it.each([
    ["a column", "ALTER TABLE request DROP COLUMN search;"],
    ["a column without the word", "ALTER TABLE request DROP search;"],
    ["a second column", "ALTER TABLE request ADD COLUMN a text, DROP COLUMN b;"],
    ["a table", 'DROP TABLE IF EXISTS "request";'],
    ["a function", "DROP FUNCTION enqueue_job(text, json);"],
    ["a name", "ALTER TABLE request RENAME COLUMN a TO b;"],
    ["a name of a type", "ALTER TYPE state RENAME VALUE 'a' TO 'b';"],
    ["an empty value", "ALTER TABLE request\n  ALTER COLUMN a SET NOT NULL;"],
    ["a type", "ALTER TABLE request ALTER COLUMN a TYPE bigint USING a::bigint;"],
    ["an insert that leaves it out", "ALTER TABLE request ADD COLUMN a text NOT NULL;"],
    ["a value", "ALTER TABLE request ADD CONSTRAINT a CHECK (b > 0);"],
    ["a pair of values", 'CREATE UNIQUE INDEX "a" ON "request" USING btree ("b");'],
    ["a step", "CREATE TRIGGER a BEFORE INSERT ON request FOR EACH ROW EXECUTE FUNCTION b();"],
    ["a right", "REVOKE UPDATE ON request FROM naaber_app;"],
  ])("may not take away %s", (_, text) => {
    expect(breaks(text)).toHaveLength(1);
    expect(breaks(`-- contract: not used since 0.2\n${text}`)).toEqual([]);
  });

  it.each([
    [
      "a table with all that belongs to it",
      "CREATE TABLE a (b int);--> statement-breakpoint\nCREATE UNIQUE INDEX c ON a (b); ALTER TABLE a ADD CONSTRAINT d CHECK (b > 0);",
    ],
    ["a column that may be empty", "ALTER TABLE request ADD COLUMN a text;"],
    [
      "a column with a default",
      "ALTER TABLE request ADD COLUMN a text NOT NULL DEFAULT 'x', ADD COLUMN b int DEFAULT 0 NOT NULL;",
    ],
    [
      "a column that is worked out",
      "ALTER TABLE request ADD COLUMN a text NOT NULL GENERATED ALWAYS AS (b) STORED;",
    ],
    ["an index", "CREATE INDEX a ON request (b); DROP INDEX c;"],
    [
      "fewer guards",
      "ALTER TABLE request DROP CONSTRAINT a; ALTER TABLE request ALTER COLUMN b DROP NOT NULL;",
    ],
    [
      "a function, whatever it does inside",
      "CREATE OR REPLACE FUNCTION a() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE request DROP COLUMN b; END $$;",
    ],
  ])("may add %s", (_, text) => {
    expect(breaks(text)).toEqual([]);
  });
});
