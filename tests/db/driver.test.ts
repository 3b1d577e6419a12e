import { createServer, type Server, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { connect } from "../../app/platform/database.server";
import { isOutage } from "../../app/platform/outage";
import { makeForwarder } from "../http/forwarder";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

// Faults of the `postgres` driver that `patches` mends; without it these tests end the process or hang.

let database: FreshDatabase;
let superuser: ReturnType<typeof connect>;
const servers: Server[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  superuser = connect(inject("server"), { connections: 2 });
  await database.owner.sql`create table kept (round int, step int)`;
});
afterAll(() => superuser.end());
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const terminate = (name: string) =>
  superuser.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = ${name} and application_name = 'naaber' and usename = 'naaber_owner'`;

const nameOf = (url: string) => new URL(url).pathname.slice(1);

describe("a pool whose backends are terminated under load", () => {
  it("answers every caller, loses nothing that it acknowledged, and is whole afterwards", async () => {
    const pool = connect(database.ownerUrl, { connections: 8 });
    const kept: number[] = [];
    let failed = 0;
    let going = true;
    const hands = Array.from({ length: 24 }, async (_, hand) => {
      for (let round = 0; going || round < 1; round++) {
        const id = hand * 100_000 + round;
        try {
          if (round % 3 === 0) await pool.sql`select ${id}::int`;
          else
            await pool.sql.begin(async (tx) => {
              await tx`insert into kept values (${id}, 1)`;
              if (round % 3 === 1) await new Promise(setImmediate);
              await tx`insert into kept values (${id}, 2)`;
            });
          if (round % 3 !== 0) kept.push(id);
        } catch (fault) {
          if (!isOutage(fault)) throw fault;
          failed += 1;
        }
      }
    });
    for (let round = 0; round < 40; round++) await terminate(nameOf(database.ownerUrl));
    going = false;
    await Promise.all(hands);

    expect(failed).toBeGreaterThan(0);
    expect(kept.length).toBeGreaterThan(0);
    const rows = await database.owner.sql<{ round: number; steps: number }[]>`
      select round, count(*)::int as steps from kept group by round`;
    expect(rows.filter(({ steps }) => steps !== 2)).toEqual([]);
    const stored = new Set(rows.map(({ round }) => round));
    expect(kept.filter((id) => !stored.has(id))).toEqual([]);
    // No connection was lost to the pool: as many statements as it has connections run side by side.
    await Promise.all(
      Array.from({ length: 8 }, () => pool.sql`select pg_advisory_lock_shared(99), pg_sleep(0.05)`),
    );
    expect(pool.open()).toBe(8);
    await pool.end();
  });
});

describe("a transaction whose connection was lost", () => {
  it("does nothing on the connection that another has by now", async () => {
    const pool = connect(database.ownerUrl, { connections: 1 });
    let goOn: () => void = () => {};
    const waits = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let late: Promise<unknown> | undefined;
    let begun: () => void = () => {};
    const inside = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const first = pool.db.transaction(async (tx) => {
      await tx.execute(sql`insert into kept values (-1, 1)`);
      begun();
      await waits;
      late = Promise.resolve(tx.execute(sql`insert into kept values (-1, 2)`)).catch(
        (fault) => fault,
      );
      await late;
      throw new Error("undone");
    });
    const failed = expect(first).rejects.toSatisfy(isOutage);
    await inside;
    await terminate(nameOf(database.ownerUrl));
    await failed;

    await pool.db.transaction(async (tx) => {
      await tx.execute(sql`insert into kept values (-2, 1)`);
      goOn();
      await expect(late ?? new Promise(setImmediate).then(() => late)).resolves.toSatisfy(isOutage);
      await tx.execute(sql`insert into kept values (-2, 2)`);
    });
    const rows = await database.owner.sql`
      select round, step from kept where round < 0 order by round, step`;
    expect([...rows]).toEqual([
      { round: -2, step: 1 },
      { round: -2, step: 2 },
    ]);
    await pool.end();
  });
});

describe("statements that come together", () => {
  it("are each sent when the one before is answered: a pooler may answer them with different sessions", async () => {
    const url = new URL(database.ownerUrl);
    const forwarder = await makeForwarder({ host: url.hostname, port: Number(url.port) });
    url.port = String(forwarder.port);
    const pool = connect(url.toString(), { connections: 2 });
    await pool.fill();
    await Promise.all(
      Array.from({ length: 60 }, (_, n) => {
        if (n % 3 === 0) return pool.sql`select 1`;
        if (n % 3 === 1) return pool.sql`select ${n}::int`;
        return pool.db.transaction((tx) => tx.execute(sql`select ${n}::int`));
      }),
    );
    expect(forwarder.spokeInTurn()).toBe(true);
    await pool.end();
    await forwarder.end();
  });
});

describe("a server that", () => {
  /** Something that listens where the database should be. */
  async function imposter(meet: (socket: Socket) => void): Promise<string> {
    const server = createServer(meet);
    servers.push(server);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as { port: number };
    return `postgres://nobody:nothing@127.0.0.1:${port}/none`;
  }

  it.each([
    ["closes whatever connects", (socket: Socket) => socket.end()],
    ["resets whatever connects", (socket: Socket) => socket.resetAndDestroy()],
  ])("%s is an outage, for everybody who waits", async (_, meet) => {
    const pool = connect(await imposter(meet), { connections: 2 });
    const asked = await Promise.allSettled(Array.from({ length: 6 }, () => pool.sql`select 1`));
    for (const one of asked)
      expect(one).toMatchObject({ status: "rejected", reason: expect.toSatisfy(isOutage) });
    await pool.end();
  });

  it("falls silent in the middle is given up on by itself, as far as the application asks it", async () => {
    const url = new URL(database.appUrl);
    const forwarder = await makeForwarder({ host: url.hostname, port: Number(url.port) });
    url.port = String(forwarder.port);
    const pool = connect(url.toString(), { connections: 1, patience: true });
    await pool.fill();
    forwarder.hush(true);
    await expect(pool.sql`select 1`).rejects.toSatisfy(isOutage);
    forwarder.hush(false);
    expect(await pool.sql`select 1 as one`).toMatchObject([{ one: 1 }]);
    await pool.end();
    await forwarder.end();
  });

  it("never answers holds nobody once its connections are dropped", async () => {
    const met: Socket[] = [];
    const pool = connect(await imposter((socket) => met.push(socket)), { connections: 2 });
    const asked = Promise.allSettled(Array.from({ length: 2 }, () => pool.sql`select 1`));
    await expect.poll(() => met.length).toBe(2);
    pool.drop();
    for (const one of await asked)
      expect(one).toMatchObject({ status: "rejected", reason: expect.toSatisfy(isOutage) });
    for (const socket of met) socket.destroy();
    await pool.end();
  });
});

describe("a statement with parameters", () => {
  /** How often something is sent to the server for what `ask` asks. */
  async function writes(ask: (pool: ReturnType<typeof connect>) => Promise<unknown>) {
    const url = new URL(database.ownerUrl);
    const forwarder = await makeForwarder({ host: url.hostname, port: Number(url.port) });
    url.port = String(forwarder.port);
    const pool = connect(url.toString(), { connections: 1 });
    await pool.fill();
    const before = forwarder.heard();
    await ask(pool);
    const count = forwarder.heard() - before;
    await pool.end();
    await forwarder.end();
    return count;
  }

  it("is sent in one go once the types of its parameters are known", async () => {
    const one = (pool: ReturnType<typeof connect>) =>
      pool.db.execute(sql`select ${new Date(0).toISOString()}::timestamptz, ${["a"]}, ${1}::int`);
    const first = await writes(one);
    const second = await writes((pool) => one(pool).then(() => one(pool)));
    expect(second).toBe(first + 1);
  });

  it("of the same text with other values, none, many and null is answered as the first was", async () => {
    const pool = connect(database.ownerUrl, { connections: 2 });
    const of = (id: number | null, words: string[], day: string | null) =>
      pool.sql`select ${id}::int as id, ${words}::text[] as words, ${day}::date::text as day`;
    for (const [id, words] of [
      [1, ["a", "b"]],
      [null, []],
      [2 ** 31 - 1, ["", '"', "{}", "\\", "і"]],
    ] as const)
      for (const day of ["2026-11-26", null])
        expect([...(await of(id, [...words], day))]).toEqual([{ id, words, day }]);
    await pool.end();
  });

  it("asks again after its column has become another", async () => {
    const pool = connect(database.ownerUrl, { connections: 1 });
    await pool.sql`create table turning (kind text)`;
    const find = (kind: string) => pool.sql`select kind from turning where kind = ${kind}`;
    expect([...(await find("one"))]).toEqual([]);
    expect([...(await find("one"))]).toEqual([]);
    await pool.sql`create type turned as enum ('one', 'two')`;
    await pool.sql`alter table turning alter kind type turned using kind::turned`;
    await find("two").catch(() => {});
    await pool.sql`insert into turning values ('two')`;
    expect([...(await find("two"))]).toEqual([{ kind: "two" }]);
    await pool.end();
  });

  it("that is refused fails alone, and is answered when it is right", async () => {
    const pool = connect(database.ownerUrl, { connections: 1 });
    const divide = (by: number) => pool.sql`select 6 / ${by}::int as part`;
    for (const by of [2, 0, 3, 0, 0, 6]) {
      if (by === 0) await expect(divide(by)).rejects.toMatchObject({ code: "22012" });
      else expect([...(await divide(by))]).toEqual([{ part: 6 / by }]);
    }
    await pool.sql.begin(async (tx) => {
      expect([...(await tx`select 6 / ${1}::int as part`)]).toEqual([{ part: 6 }]);
    });
    await pool.end();
  });
});
