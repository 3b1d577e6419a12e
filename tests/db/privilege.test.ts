import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { invite } from "../../app/accounts/commands/invite.server";
import { record } from "../../app/audit/commands/record.server";
import { execute } from "../../app/platform/command.server";
import { connect } from "../../app/platform/database.server";
import { RIGHTS } from "../../app/platform/rights.server";
import { newSecret } from "../../app/platform/secret.server";
import { person } from "../../drizzle/schema/accounts";
import { event, look } from "../../drizzle/schema/audit";
import { makeWorld, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let volunteer: string;
let coordinator: Awaited<ReturnType<World["person"]>>;
let administrator: Awaited<ReturnType<World["person"]>>;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  volunteer = (await world.person({ standing: "verified" })).id;
  coordinator = await world.person({ districts: [world.north] });
  administrator = await world.person({ administrator: true });
  await world.request();
});

/** What the application's role is told when it tries; null when it may. */
async function refusalOf(statement: string): Promise<string | null> {
  const { sql } = database.app;
  return sql
    .begin(async (tx) => {
      await tx.unsafe(statement);
      throw new Error("undone");
    })
    .then(() => null)
    .catch((fault) => (fault.message === "undone" ? null : (fault.code as string)));
}
const FORBIDDEN = "42501";
const tables = async () =>
  (
    await database.owner.sql`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`
  ).map(({ relname }) => relname as string);

describe("the application's role", () => {
  it("has its rights written down for every table, and for no other", async () => {
    expect(Object.keys(RIGHTS).sort()).toEqual((await tables()).sort());
  });

  it("has no right that is not written down", async () => {
    const given = await database.owner.sql<{ table: string; may: string }[]>`
      select relname as table, p.may from pg_class,
        unnest(array['insert', 'delete', 'truncate', 'trigger', 'references', 'update']) p(may)
      where relnamespace = 'public'::regnamespace and relkind = 'r'
        and has_table_privilege('naaber_app', oid, p.may)`;
    const written = Object.entries(RIGHTS).flatMap(([table, { insert, delete: removes }]) => [
      ...(insert ? [`${table} insert`] : []),
      ...(removes ? [`${table} delete`] : []),
    ]);
    expect(given.map(({ table, may }) => `${table} ${may}`).sort()).toEqual(written.sort());
  });

  it("can change no column that is not written down", async () => {
    for (const table of ["request_private", "offer_private", "person", "request", "offer"]) {
      const given = await database.owner.sql<{ name: string }[]>`
        select attname as name from pg_attribute where attrelid = ${table}::regclass
          and attnum > 0 and has_column_privilege('naaber_app', attrelid, attnum, 'update')`;
      const { update = [] } = RIGHTS[table]!;
      const names = given.map(({ name }) => name);
      if ("but" in update) for (const column of update.but) expect(names).not.toContain(column);
      else expect(names.sort()).toEqual([...update].sort());
    }
  });

  const KEPT = [
    "person",
    "request",
    "request_private",
    "request_note",
    "offer",
    "offer_private",
    "task",
    "task_request",
    "assignment",
    "reservation",
    "ledger",
    "shift",
    "sign_up",
    "shift_note",
    "event",
    "look",
    "coordinator_district",
    "invitation",
    "volunteer_profile",
  ];
  it.each(KEPT)("can't delete from %s, nor empty it", async (table) => {
    expect(await refusalOf(`delete from ${table}`)).toBe(FORBIDDEN);
    expect(await refusalOf(`truncate ${table} cascade`)).toBe(FORBIDDEN);
  });

  it.each([
    // How they are reached and found a resident corrects; who they are and what they asked for stays.
    "update request_private set name = ''",
    "update request_private set details = ''",
    "update offer_private set name = ''",
    "update offer_private set phone = ''",
    "update request_note set body = 'x'",
    "update shift_note set body = 'x'",
    "update request set code = '00000000'",
    "update request set token_hash = '\\x00'",
    "update offer set owner_id = null",
    "update assignment set person_id = gen_random_uuid()",
    "update reservation set quantity = 1",
    "update invitation set email = 'x@y.example'",
    "update invitation set administrator = true",
    "update invitation set accepted_at = null",
    "update event set at = now()",
    "update look set at = now()",
    "update ledger set delta = 0",
    "update city set demo = true",
    "update transition set to_state = 'x'",
    "insert into transition values ('request', 'closed', 'submitted')",
  ])("can't: %s", async (statement) => {
    expect(await refusalOf(statement)).toBe(FORBIDDEN);
  });

  it.each([
    "alter table event disable trigger user",
    "alter table person disable trigger person_administrator",
    "set session_replication_role = replica",
    "drop trigger event_stamped on event",
    "drop table look",
    "create table mine (id int)",
    "create function mine() returns int language sql as 'select 1'",
    "select * from graphile_worker.jobs",
    "select * from graphile_worker._private_jobs",
    "set role naaber_owner",
    "alter function set_reach(uuid, uuid, boolean, uuid[]) security invoker",
  ])("can't: %s", async (statement) => {
    expect(await refusalOf(statement)).toBe(FORBIDDEN);
  });
});

describe("an administrator", () => {
  it("is not made by a write", async () => {
    for (const statement of [
      `update person set administrator = true where id = '${volunteer}'`,
      `insert into person (name, email, locale, administrator) values ('x', 'x@y.example', 'en', true)`,
      `insert into coordinator_district values ('${volunteer}', '${world.north}')`,
      `insert into invitation (secret_hash, email, name, locale, administrator, expires_at)
        values ('x', 'x@y.example', 'x', 'en', true, now())`,
      `insert into invitation (secret_hash, email, name, locale, administrator, invited_by, expires_at)
        values ('x', 'x@y.example', 'x', 'en', true, '${coordinator.id}', now())`,
      `select set_reach('${coordinator.id}', '${coordinator.id}', true, '{}')`,
      `select accept_reach(gen_random_uuid(), '${volunteer}', now())`,
    ])
      expect([statement, await refusalOf(statement)]).toEqual([statement, FORBIDDEN]);
  });

  it("makes another by the one function, which records it", async () => {
    await database.app
      .sql`select set_reach(${administrator.id}, ${volunteer}, true, ${[world.north]}::uuid[])`;
    const [made] = await database.app.db.select().from(person).where(eq(person.id, volunteer));
    expect(made?.administrator).toBe(true);
    const lines = await database.app.db.select().from(event).where(eq(event.thingId, volunteer));
    expect(lines.at(-1)).toMatchObject({
      type: "person.reach_set",
      actorId: administrator.id,
      data: { administrator: true, districts: [world.north] },
    });
    await database.app.sql`select set_reach(${administrator.id}, ${volunteer}, false, '{}')`;
  });

  it("can't be the last one to go", async () => {
    const alone = `update person set administrator = id = '${administrator.id}'`;
    await database.owner.sql.unsafe(alone);
    const last = `select set_reach('${administrator.id}', '${administrator.id}', false, '{}')`;
    expect(await refusalOf(last)).toBe("23001");
  });

  it("is invited by nobody only as the owner, at the machine itself", async () => {
    const form = {
      name: "x",
      email: "first@city.example",
      locale: "en" as const,
      districts: [],
      administrator: true,
    };
    const actor = { kind: "system", name: "x" } as const;
    const ctx = { ...administrator.ctx(new Date()), actor, secret: newSecret() };
    await expect(execute(ctx, invite, form)).rejects.toMatchObject({
      cause: { code: FORBIDDEN },
    });
    const owner = { ...ctx, db: database.owner.db };
    expect((await execute(owner, invite, form)).ok).toBe(true);
  });
});

describe("a line", () => {
  const PAST = "2020-01-01T00:00:00Z";

  it("of the record is dated by the database, whatever is sent and set", async () => {
    const thing = crypto.randomUUID();
    await database.app.sql.begin(async (sql) => {
      await sql`select set_config('naaber.at', ${PAST}, true)`;
      await sql`insert into event (at, transaction, type, actor, thing, thing_id)
        values (${PAST}, '1', 'request.noted', 'system', 'request', ${thing})`;
    });
    const [line] = await database.app.sql`
      select now() - at < interval '1 minute' as fresh, transaction::text <> '1' as own
      from event where thing_id = ${thing}`;
    expect(line).toEqual({ fresh: true, own: true });
  });

  it("that a function writes as the owner is dated so too", async () => {
    await database.app.sql.begin(async (sql) => {
      await sql`select set_config('naaber.at', ${PAST}, true)`;
      await sql`select set_reach(${administrator.id}, ${coordinator.id}, false, ${[world.north]}::uuid[])`;
    });
    const [line] = await database.app.sql`
      select now() - at < interval '1 minute' as fresh from event where thing_id = ${coordinator.id}`;
    expect(line).toEqual({ fresh: true });
  });

  it("of the looks is dated so too", async () => {
    await database.app.sql`insert into look (at, viewer_id, kind, thing_id, page)
      values (${PAST}, ${volunteer}, 'volunteer', ${volunteer}, 'volunteer')`;
    const [line] = await database.app.db.select().from(look).where(eq(look.viewerId, volunteer));
    expect(Date.now() - line!.at.getTime()).toBeLessThan(60_000);
  });

  it("of a demo's past is dated by the owner alone", async () => {
    const thingId = crypto.randomUUID();
    await database.owner.db.transaction(async (tx) => {
      await tx.execute(`set local naaber.at = '${PAST}'`);
      await record(tx, { actor: { kind: "visitor" } }, { type: "request.noted", thingId });
    });
    const [line] = await database.app.db.select().from(event).where(eq(event.thingId, thingId));
    expect(line!.at.toISOString()).toBe("2020-01-01T00:00:00.000Z");
  });
});

describe("functions of ours", () => {
  it("find what they name in our schema, whatever path is set", async () => {
    const loose = await database.owner.sql`
      select p.oid::regprocedure::text as name from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.prosqlbody is null
        and p.proowner = (select oid from pg_roles where rolname = 'naaber_owner')
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
        and not coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false)`;
    expect([...loose]).toEqual([]);
  });

  it("that run as their owner may be called by the application alone", async () => {
    const open = await database.owner.sql`
      select p.oid::regprocedure::text as name from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef
        -- What a trigger runs can't be called.
        and p.prorettype <> 'trigger'::regtype
        and has_function_privilege('public', p.oid, 'execute')`;
    expect([...open]).toEqual([]);
  });
});

describe("the application's connection", () => {
  it("does not wait for ever; the owner's does", async () => {
    const app = connect(database.appUrl, { connections: 1, patience: true });
    const settings = async (sql: typeof app.sql) =>
      (
        await sql`select name, setting from pg_settings where name in
          ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') order by name`
      ).map(({ setting }) => setting);
    expect(await settings(app.sql)).toEqual(["30000", "5000", "10000"]);
    expect(await settings(database.owner.sql)).toEqual(["0", "0", "0"]);
    await app.end();
    const store = String(
      readFileSync(join(import.meta.dirname, "../../app/platform/store.server.ts")),
    );
    expect(store.match(/patience: true/g)).toHaveLength(1);
  });
});

it("gives each line its number itself, so that none stands before others or in the way of the next", async () => {
  const { sql: app } = database.app;
  const thing = crypto.randomUUID();
  const [last] = await app`select max(id)::int as id from event`;
  for (const id of [-7, (last!.id ?? 0) + 1, (last!.id ?? 0) + 50])
    await app`insert into event (id, type, actor, thing, thing_id) overriding system value
      values (${id}, 'request.noted', 'system', 'request', ${thing})`;
  const lines = await app`select id::int from event where thing_id = ${thing} order by id`;
  expect(lines[0]!.id).toBeGreaterThan(last!.id ?? 0);
  // Whatever was tried, the next genuine line finds its place.
  await app`insert into event (type, actor, thing, thing_id) values ('request.noted', 'system', 'request', ${thing})`;
});

describe.skipIf(process.env.TEST_SERVER_URL)("the log of our own server", () => {
  it("tells what went wrong, and no value of anybody's", async () => {
    const email = `secret-${crypto.randomUUID()}@people.example`;
    const phone = "+380671234599";
    const someone = { name: "x", locale: "en" as const, email, emailProvenAt: new Date(), phone };
    await database.app.db.insert(person).values(someone);
    await expect(database.app.db.insert(person).values(someone)).rejects.toThrow();
    await expect(
      database.app.sql`insert into request_note (request_id, author, body)
        values (gen_random_uuid(), ${email}, ${phone})`,
    ).rejects.toThrow();
    const superuser = connect(inject("server"), { connections: 1 });
    const [row] = await superuser.sql`show data_directory`;
    await superuser.end();
    const log = readFileSync(join(dirname(row!.data_directory), "log"), "utf8");
    expect(log).toContain("person_email");
    expect(log).toContain("request_note_author");
    for (const value of [email, phone]) expect(log).not.toContain(value);
  });
});
