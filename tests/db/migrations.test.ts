import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { connect } from "../../app/platform/database.server";
import { migrateDatabase } from "../../app/platform/migrate.server";
import { roleUrl } from "./server.setup";

const migrations = resolve(import.meta.dirname, "../../drizzle/migrations");
const folder = mkdtempSync(join(tmpdir(), "naaber-migrations-"));
const name = `test_${randomBytes(6).toString("hex")}`;
let superuser: ReturnType<typeof connect>;
let owner: ReturnType<typeof connect>;

/** Brings a new database as far as the migrations stood at `last`. */
async function migrateTo(last: number) {
  cpSync(migrations, folder, { recursive: true });
  const journal = join(folder, "meta/_journal.json");
  const { entries, ...rest } = JSON.parse(readFileSync(journal, "utf8"));
  const until = entries.filter(({ idx }: { idx: number }) => idx <= last);
  writeFileSync(journal, JSON.stringify({ ...rest, entries: until }));
  const url = roleUrl(inject("server"), "naaber_owner", name);
  // Rights are given for the tables of today; those of then are looked at by their owner alone.
  await migrateDatabase(url, "naaber_app", folder).catch(() => {});
  return url;
}

beforeAll(async () => {
  superuser = connect(inject("server"), { connections: 1 });
  await superuser.sql.unsafe(
    `create database ${name} owner naaber_owner template template0 encoding 'UTF8'`,
  );
  owner = connect(await migrateTo(11), { connections: 1 });
});
afterAll(async () => {
  await owner.end();
  await superuser.sql.unsafe(`drop database ${name} with (force)`);
  await superuser.end();
  rmSync(folder, { recursive: true });
});

describe("a database that knew no proven contacts", () => {
  it("keeps the e-mail of whoever has a role and of the demo as proven, and asks all others", async () => {
    const { sql } = owner;
    await sql`insert into person (name, email, phone, locale, administrator, standing) values
      ('admin', 'admin@city.example', null, 'uk', true, null),
      ('coordinator', 'coordinator@city.example', '+380670000001', 'uk', false, null),
      ('invited', 'Invited@city.example', null, 'uk', false, null),
      ('volunteer', 'volunteer@mail.example', '+380670000002', 'uk', false, 'verified'),
      ('phone', null, '+380670000003', 'uk', false, 'unverified'),
      ('demo', 'iryna@demo.naaber.example', '+380670000004', 'uk', false, 'verified')`;
    await sql`insert into district (code, names, geometry) values ('a', '{"en":"A"}', '{}')`;
    await sql`insert into coordinator_district (person_id, district_id)
      select person.id, district.id from person, district where person.name = 'coordinator'`;
    await sql`insert into invitation (secret_hash, email, name, locale, expires_at, accepted_at, accepted_by)
      select 'x', 'invited@city.example', 'x', 'uk', now(), now(), id from person where name = 'invited'`;
    await sql`insert into one_time_secret (hash, person_id, purpose, expires_at)
      select 'x', id, 'password_reset', now() from person where name = 'volunteer'`;

    await migrateDatabase(
      roleUrl(inject("server"), "naaber_owner", name),
      "naaber_app",
      migrations,
    );

    const proven = async (column: string) =>
      (await sql`select name from person where ${sql(column)} is not null order by name`).map(
        (row) => row.name,
      );
    expect(await proven("email_proven_at")).toEqual(["admin", "coordinator", "demo", "invited"]);
    expect(await proven("phone_proven_at")).toEqual(["demo"]);
    expect((await sql`select from one_time_secret`).length).toBe(0);
  });
});
