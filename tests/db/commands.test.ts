import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { commands, execute } from "../../app/platform/command.server";
import { refuse } from "../../app/platform/types";
import { dispatchExamples } from "../factories/examples/dispatch";
import { districtExamples } from "../factories/examples/districts";
import { dutyExamples } from "../factories/examples/duty";
import type { Examples } from "../factories/examples/example";
import { incidentExamples } from "../factories/examples/incidents";
import { messageExamples } from "../factories/examples/messages";
import { overviewExamples } from "../factories/examples/overview";
import { peopleExamples } from "../factories/examples/people";
import { privacyExamples } from "../factories/examples/privacy";
import { requestExamples } from "../factories/examples/requests";
import { resourceExamples } from "../factories/examples/resources";
import { shiftExamples } from "../factories/examples/shifts";
import { makeWorld, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

const EXAMPLES: Examples = {
  ...requestExamples,
  ...districtExamples,
  ...peopleExamples,
  ...resourceExamples,
  ...shiftExamples,
  ...dispatchExamples,
  ...dutyExamples,
  ...privacyExamples,
  ...messageExamples,
  ...incidentExamples,
  ...overviewExamples,
};

const app = resolve(import.meta.dirname, "../../app");
let database: FreshDatabase;
let world: World;

beforeAll(async () => {
  // Every command that the product has, also one that no page uses yet.
  const files = readdirSync(app, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\/commands\/[\w-]+\.server\.ts$|jobs\.server\.ts$/.test(name),
  );
  for (const name of files) await import(join(app, name));
  database = await freshDatabase();
  await everythingHeld();
  world = await makeWorld(database.app.db);
});

/** All that the database holds, of every table and of the queue, a line each. */
async function everything(): Promise<Record<string, string>> {
  const rows = await database.owner.sql<{ name: string; held: string }[]>`
    select name, held from everything_held()`;
  return Object.fromEntries(rows.map(({ name, held }) => [name, held]));
}

/** Asked for one by one, a hundred tables are a hundred statements, 370 times. */
const everythingHeld = () => database.owner.sql`
  create function everything_held() returns table (name text, held text) language plpgsql as $$
  begin
    for name in
      select format('%I.%I', schemaname, tablename) from pg_tables
      where schemaname = 'public' or tablename = '_private_jobs'
    loop
      execute format('select count(*) || '' '' || coalesce(sum(hashtextextended(t::text, 0)), 0) from %s t', name) into held;
      return next;
    end loop;
  end $$`;

const eventsOf = async () => {
  const [row] = await database.owner.sql`select count(*)::int as count from event`;
  return Number(row!.count);
};

const lastEvent = async () => {
  const [row] = await database.owner.sql`select coalesce(max(id), 0)::int as id from event`;
  return Number(row!.id);
};

describe("every command", () => {
  it("has an example, and no example is of a command that is gone", () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual([...commands.keys()].sort());
  });

  it.each(
    Object.keys(EXAMPLES),
  )("%s leaves nothing where it is refused at its end", async (name) => {
    const { ctx, input } = await EXAMPLES[name]!(world);
    const which = commands.get(name)!;
    let went = false;
    const refusing: typeof which = {
      ...which,
      run: async (...args) => {
        const result = await which.run(...args);
        went = result.ok;
        return result.ok ? refuse("injected") : result;
      },
    };
    const before = await everything();
    const result = await execute(ctx, refusing, input, { key: randomUUID() });
    expect(result).toEqual({ ok: false, code: "injected" });
    expect(went).toBe(true);
    expect(await everything()).toEqual(before);
  });

  it.each(
    Object.keys(EXAMPLES),
  )("%s happens once however often it is sent at once", async (name) => {
    const { ctx, input } = await EXAMPLES[name]!(world);
    const which = commands.get(name)!;
    const key = randomUUID();
    const before = await eventsOf();
    const last = await lastEvent();
    const answers = await Promise.all([1, 2, 3].map(() => execute(ctx, which, input, { key })));
    const once = await eventsOf();
    const lines = await database.owner.sql`
      select change_key as key from event where id > ${last} order by id`;
    expect(lines.every((line) => line.key !== null)).toBe(true);
    expect(new Set(lines.map((line) => line.key)).size).toBeLessThanOrEqual(1);
    const given = answers.map((answer) => (answer.ok ? { value: answer.value } : answer.code));
    for (const value of given) expect(value).toEqual(given[0]);
    expect(answers.filter((answer) => answer.ok && answer.repeated)).toHaveLength(2);
    const later = await execute(ctx, which, input, { key });
    expect(later).toMatchObject({ ok: true, repeated: true });
    expect(await eventsOf()).toBe(once);
    // Of a command that records: one change is as many lines as it makes alone.
    expect(once).toBeGreaterThanOrEqual(before);
  });
});
