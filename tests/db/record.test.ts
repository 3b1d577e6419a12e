import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { record } from "../../app/audit/commands/record.server";
import { checkChain } from "../../app/audit/queries/chain.server";
import { execute } from "../../app/platform/command.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import { event } from "../../drizzle/schema/audit";
import { requestExamples } from "../factories/examples/requests";
import { makeWorld, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
});

/** Until every line is sealed: a transaction of another test on the same server may hold the last ones up. */
const seal = () =>
  vi.waitFor(
    async () => {
      await database.app.db.execute(sql`select seal_record()`);
      if ((await check()).unsealed > 0) throw new Error("some lines are not sealed yet");
    },
    { timeout: 60_000, interval: 20 },
  );
const check = () => checkChain(database.app.db);

/** As somebody with the owner's rights would: the guards of the record switched off for a moment. */
async function forge(statement: string) {
  await database.owner.sql.begin(async (tx) => {
    await tx.unsafe(
      "alter table event disable trigger user; alter table seal disable trigger user",
    );
    await tx.unsafe(statement);
    await tx.unsafe("alter table event enable trigger user; alter table seal enable trigger user");
  });
}

async function tenLines() {
  for (let i = 0; i < 10; i++) await world.request();
  await seal();
  const lines = await database.app.db.select({ id: event.id }).from(event).orderBy(event.id);
  return lines.map(({ id }) => id);
}

describe("a line of the record", () => {
  it("knows when it happened, where it was written and by which change", async () => {
    const { ctx, input } = await requestExamples["request.submit"]!(world);
    const occurredAt = new Date("2026-11-20T10:00:00Z");
    const key = randomUUID();
    await execute({ ...ctx, flood: null }, submitRequest, input, { key, occurredAt });
    const [line] = await database.app.db.select().from(event).orderBy(sql`id desc`).limit(1);
    expect(line).toMatchObject({ node: "city", occurredAt });
    expect(line!.at.getTime()).toBeGreaterThan(occurredAt.getTime());
    const rows = await database.app.db.execute(sql`select key::text as key from change`);
    expect(rows.map((row) => row.key)).toContain(line!.changeKey);
    expect(line!.changeKey).not.toBe(key);
  });

  it("happens at the latest when it is written, whatever a phone's clock says", async () => {
    const { ctx, input } = await requestExamples["request.submit"]!(world);
    const occurredAt = new Date(Date.now() + 86_400_000);
    await execute({ ...ctx, flood: null }, submitRequest, input, { occurredAt });
    const [line] = await database.app.db.select().from(event).orderBy(sql`id desc`).limit(1);
    expect(line!.occurredAt).toEqual(line!.at);
  });
});

describe("the chain of the record", () => {
  it("holds over what several write at once, and its head grows", async () => {
    await Promise.all(Array.from({ length: 20 }, () => world.request()));
    await Promise.all([seal(), seal(), seal()]);
    const before = await check();
    expect(before).toMatchObject({ unsealed: 0, faults: [] });
    await world.request({}, { name: 'O’Brien "quoted" \\ \u0001' });
    await seal();
    const after = await checkChain(database.app.db, before.head);
    expect(after.faults).toEqual([]);
    expect(after.head!.position).toBe(before.head!.position + 1);
  });

  it("seals no line of a transaction that has not ended, and that line later", async () => {
    let end = () => {};
    const held = new Promise<void>((resolve) => {
      end = resolve;
    });
    let began = () => {};
    const written = new Promise<void>((resolve) => {
      began = resolve;
    });
    const slow = database.app.db.transaction(async (tx) => {
      const line = { type: "request.noted", thingId: randomUUID() } as const;
      await record(tx, visitorCtx(database.app.db), line);
      began();
      await held;
    });
    await written;
    await world.request();
    await database.app.db.execute(sql`select seal_record()`);
    expect((await check()).unsealed).toBeGreaterThan(0);
    end();
    await slow;
    await seal();
    expect(await check()).toMatchObject({ unsealed: 0, faults: [] });
  });

  it.each([
    ["changed", (id: number) => `update event set reason = 'forged' where id = ${id}`, "not as it"],
    [
      "another moment",
      (id: number) => `update event set at = at + '1 s' where id = ${id}`,
      "not as",
    ],
    ["deleted", (id: number) => `delete from event where id = ${id}`, "is gone"],
    [
      "deleted with its seal",
      (id: number) => `delete from seal where event_id = ${id}; delete from event where id = ${id}`,
      "are gone",
    ],
    [
      "sealed anew by hand",
      (id: number) => `update seal set hash = sha256('x') where event_id = ${id}`,
      "not as it was sealed",
    ],
  ])("shows a line that was %s", async (_, forgery, complaint) => {
    const lines = await tenLines();
    const before = await database.owner.sql`select * from event order by id`;
    expect(before.length).toBeGreaterThan(9);
    await forge(
      "create table if not exists kept as select * from event; create table if not exists seals as select * from seal",
    );
    await forge(forgery(lines[4]!));
    expect((await check()).faults.join()).toContain(complaint);
    await forge(`delete from seal; delete from event;
      insert into event overriding system value select * from kept;
      insert into seal select * from seals; drop table kept; drop table seals`);
    expect((await check()).faults).toEqual([]);
  });

  it("worked out anew by its owner after a forgery is betrayed by the head that was kept", async () => {
    const lines = await tenLines();
    const { head } = await check();
    await forge(`update event set reason = 'forged' where id = ${lines[2]}; delete from seal`);
    await seal();
    expect((await check()).faults).toEqual([]);
    const { faults } = await checkChain(database.app.db, head);
    expect(faults.join()).toContain("is not the one that was kept");
  });

  it("can't be written or cut by the application", async () => {
    const { sql: app } = database.app;
    for (const statement of [
      "insert into seal values (999999, 1, 'x')",
      "delete from seal",
      "update seal set hash = 'x'",
      "truncate seal",
    ])
      await expect(app.unsafe(statement)).rejects.toMatchObject({ code: "42501" });
  });
});
