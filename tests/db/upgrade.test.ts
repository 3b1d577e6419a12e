import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { connect } from "../../app/platform/database.server";
import { migrateDatabase } from "../../app/platform/migrate.server";
import { roleUrl } from "./server.setup";

const migrations = join(import.meta.dirname, "../../drizzle/migrations");
const NAME = `upgrade_${process.pid}`;
const folder = mkdtempSync(join(tmpdir(), "naaber-upgrade-"));
const url = roleUrl(inject("server"), "naaber_owner", NAME);
const superuser = connect(inject("server"), { connections: 1 });

/** The migrations as they were before looks had a table of their own. */
function earlier(): string {
  cpSync(migrations, folder, { recursive: true });
  const path = join(folder, "meta/_journal.json");
  const journal = JSON.parse(readFileSync(path, "utf8")) as { entries: { idx: number }[] };
  journal.entries = journal.entries.filter(({ idx }) => idx < 12);
  writeFileSync(path, JSON.stringify(journal));
  return folder;
}

beforeAll(() => superuser.sql.unsafe(`create database ${NAME} owner naaber_owner`));
afterAll(async () => {
  await superuser.sql.unsafe(`drop database ${NAME} with (force)`);
  await superuser.end();
  rmSync(folder, { recursive: true });
});

it("what the record has of looks is copied, and stays where it was", async () => {
  // The rights name functions that are yet to come; the schema itself stands by then.
  await migrateDatabase(url, "naaber_app", earlier()).catch(() => {});
  const owner = connect(url, { connections: 1 });
  const [someone] = await owner.sql`
    insert into person (name, email, locale) values ('Nora', 'n@people.example', 'en') returning id`;
  const task = crypto.randomUUID();
  const thing = crypto.randomUUID();
  await owner.sql`
    insert into event (at, type, actor, actor_id, thing, thing_id, data) values
      ('2026-01-02T03:04:05Z', 'request.seen', 'member', ${someone!.id}, 'request', ${thing}, '{}'::jsonb),
      (now(), 'offer.revealed', 'member', ${someone!.id}, 'offer', ${thing}, ${JSON.stringify({ task })}::jsonb),
      (now(), 'person.seen', 'member', ${someone!.id}, 'person', ${thing}, '{}'::jsonb),
      (now(), 'request.noted', 'member', ${someone!.id}, 'request', ${thing}, '{}'::jsonb)`;
  await migrateDatabase(url, "naaber_app", migrations);
  const looks = await owner.sql`
    select kind, page, through_id, viewer_id = ${someone!.id} as theirs from look order by id`;
  expect([...looks]).toEqual([
    { kind: "resident", page: "request", through_id: null, theirs: true },
    { kind: "owner", page: "own_task", through_id: task, theirs: true },
    { kind: "volunteer", page: "volunteer", through_id: null, theirs: true },
  ]);
  const [first] = await owner.sql`select at from look order by id limit 1`;
  expect(new Date(first!.at).toISOString()).toBe("2026-01-02T03:04:05.000Z");
  const [left] = await owner.sql`select count(*)::int as count from event`;
  expect(left!.count).toBe(4);
  await owner.end();
});
