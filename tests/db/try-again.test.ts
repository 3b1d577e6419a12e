import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Command, execute } from "../../app/platform/command.server";
import { startWorker } from "../../app/platform/jobs.server";
import { makeLog } from "../../app/platform/log.server";
import { isOutage } from "../../app/platform/outage";
import { done } from "../../app/platform/types";
import { watchDatabase } from "../../app/platform/watch.server";
import { CITY, visitorCtx } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await database.owner.sql`create table met (id int primary key, count int)`;
  await database.owner.sql`insert into met values (1, 0), (2, 0)`;
});

/** Resolves for two at a time, so that each holds its first row when it asks for its second. */
function meeting() {
  const both: (() => void)[] = [];
  return () =>
    new Promise<void>((go) => {
      both.push(go);
      if (both.length === 2) for (const one of both.splice(0)) one();
    });
}

const rows = z.object({ first: z.number(), second: z.number() });
const nothing = z.object({});

describe("commands that meet", () => {
  it("crosswise are undone and run again, and all of them happen once", async () => {
    const meet = meeting();
    const begun: number[] = [];
    const cross: Command<typeof rows, null> = {
      name: "test.cross",
      input: rows,
      run: async (tx, _, { first, second }) => {
        begun.push(first);
        await tx.execute(sql`update met set count = count + 1 where id = ${first}`);
        if (begun.length <= 2) await meet();
        await tx.execute(sql`update met set count = count + 1 where id = ${second}`);
        return done(null);
      },
    };
    const ctx = visitorCtx(database.owner.db);
    const results = await Promise.all([
      execute(ctx, cross, { first: 1, second: 2 }, { key: "one-of-two-that-meet" }),
      execute(ctx, cross, { first: 2, second: 1 }, { key: "two-of-two-that-meet" }),
    ]);
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
    expect(begun).toHaveLength(3);
    const counted = await database.owner.sql`select count from met`;
    expect(counted.map(({ count }) => count)).toEqual([2, 2]);
  });

  it("without end are an outage, not a fault", async () => {
    let tried = 0;
    const clash: Command<typeof nothing, null> = {
      name: "test.clash",
      input: nothing,
      run: async (tx) => {
        tried += 1;
        await tx.execute(sql`do $$ begin raise sqlstate '40001'; end $$`);
        return done(null);
      },
    };
    await expect(execute(visitorCtx(database.app.db), clash, {})).rejects.toSatisfy(isOutage);
    expect(tried).toBe(5);
  });
});

it("a job that meets another is run again at once, and its queue counts no failure", async () => {
  const log = makeLog("silent");
  const watch = watchDatabase(database.appUrl, log);
  let tried = 0;
  const worker = startWorker({
    ownerUrl: database.ownerUrl,
    db: database.app.db,
    origin: "",
    city: CITY,
    log,
    watch,
    jobs: {
      async meet(_: unknown, { db }) {
        tried += 1;
        if (tried === 1) await db.execute(sql`do $$ begin raise sqlstate '40P01'; end $$`);
      },
    },
  });
  await database.owner.sql`select graphile_worker.add_job('meet')`;
  const left = () => database.owner.sql`select attempts from graphile_worker._private_jobs`;
  await expect.poll(async () => (await left()).length, { timeout: 20_000 }).toBe(0);
  expect(tried).toBe(2);
  await worker.stop();
  await watch.stop();
});
