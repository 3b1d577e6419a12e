import pino from "pino";
import { beforeEach, describe, expect, it } from "vitest";
import { channelsWith } from "../../app/messages/channels/all.server";
import { messageReactions } from "../../app/messages/reactions.server";
import { letGoOfJob, retryJob, tellDeadJobs } from "../../app/overview/commands/keep-queue.server";
import { readChannels, readJobs, readSizes } from "../../app/overview/queries/health.server";
import { execute } from "../../app/platform/command.server";
import { startWorker } from "../../app/platform/jobs.server";
import { makeLog } from "../../app/platform/log.server";
import { schedule } from "../../app/platform/schedule.server";
import { watchDatabase } from "../../app/platform/watch.server";
import { deadJob } from "../factories/examples/overview";
import { readMails } from "../factories/queue";
import { react } from "../factories/react";
import { CITY, jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

/** The queue may still have to note what the log has said. */
const STEP = { timeout: 60_000, interval: 20 };

let database: FreshDatabase;
let world: World;
let admin: Awaited<ReturnType<World["person"]>>;

beforeEach(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  admin = await world.person({ administrator: true });
});

const later = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
const tell = async (minutes = 0) => {
  const told = await execute(jobCtx(world.db, later(minutes)), tellDeadJobs, {});
  if (!told.ok) throw new Error(told.code);
  return told.value.jobs;
};

describe("a job that was given up", () => {
  it("stands in the log at once, is mailed to administrators, and goes once it is tried again", async () => {
    const said: Record<string, unknown>[] = [];
    const log = pino({ base: null }, { write: (line) => void said.push(JSON.parse(line)) });
    const watch = watchDatabase(database.appUrl, makeLog("silent"));
    let isBroken = true;
    const knock = async () => {
      if (isBroken) throw new Error("canary@mail.example");
    };
    const { ownerUrl } = database;
    const around = { db: world.db, origin: "https://naaber.example", city: CITY, log, watch };
    const worker = startWorker({ ...around, ownerUrl, jobs: { knock } });
    const lines = (msg: string) => said.filter((line) => line.msg === msg);
    await database.owner.sql`select graphile_worker.add_job('knock', max_attempts => 1)`;
    await expect.poll(() => lines("a job was given up"), STEP).toHaveLength(1);
    const [{ job, jobId: id }] = lines("a job was given up") as [{ job: string; jobId: string }];
    expect(job).toBe("knock");
    expect(JSON.stringify(said)).not.toContain("canary");
    expect(lines("a job failed and will be retried")).toEqual([]);

    await expect.poll(tell, STEP).toBe(1);
    const [line] = await database.app.sql`select id from event where type = 'city.jobs_dead'`;
    const mailed = messageReactions(channelsWith(async () => {}, CITY));
    await react(mailed, Number(line!.id), jobCtx(world.db));
    const mails = await readMails(database.owner.sql);
    expect(mails).toMatchObject([
      { template: "jobs_dead", params: { url: expect.stringMatching(/\/admin\/jobs$/) } },
    ]);

    isBroken = false;
    expect(await execute(admin.ctx(), retryJob, { id })).toMatchObject({ ok: true });
    await expect.poll(async () => (await readJobs(world.db)).dead, STEP).toBe(0);
    await worker.stop();
    await watch.stop();
  });

  it("is shown with ids and times alone, whatever stands in it", async () => {
    const request = "8e22e9b2-7e2b-4eea-be33-7460d3504553";
    await deadJob(world, {
      to: "canary@mail.example",
      phone: "0671112233",
      name: "oksana",
      params: { name: "Оксана", url: "https://naaber.example/track/secret" },
      template: "request_changed",
      request,
      at: "2026-11-23T12:00:00.000Z",
      id: 7,
    });
    const { jobs, dead } = await readJobs(world.db);
    expect(dead).toBe(1);
    expect(jobs[0]).toMatchObject({ job: "mail", dead: true, fault: "Error" });
    expect(jobs[0]!.about).toEqual({
      template: "request_changed",
      request,
      at: "2026-11-23T12:00:00.000Z",
      id: "7",
    });
  });

  it("says nothing of an error that is more than the name of its kind", async () => {
    const id = await deadJob(world);
    await database.owner.sql`update graphile_worker._private_jobs
      set last_error = 'no such mailbox: canary@mail.example' where id = ${id}`;
    const { jobs } = await readJobs(world.db);
    expect(jobs[0]!.fault).toBe("");
  });

  it("is none where another of its key has replaced it while a process held it", async () => {
    const order = () => schedule(world.db, { name: "mail", payload: {}, key: "one of many" });
    const { sql } = database.owner;
    const held = (more: string) =>
      sql.unsafe(`update graphile_worker._private_jobs set ${more} where key = 'one of many'`);
    const free = () =>
      sql`update graphile_worker._private_jobs set locked_at = null, locked_by = null`;
    // Killed at once, killed after it had failed before, and one that fails after it was replaced.
    for (const before of ["", ", attempts = 6, last_error = 'Error'"]) {
      await order();
      await held(`locked_at = now(), locked_by = 'killed'${before}`);
    }
    await order();
    await free();
    const [failed] = await sql`select * from failing_jobs()`;
    expect([failed, (await readJobs(world.db)).jobs, await tell()]).toEqual([undefined, [], 0]);
    // The last one is the one that counts, and its failure is told.
    await held("attempts = max_attempts, last_error = 'Error'");
    expect((await readJobs(world.db)).dead).toBe(1);
    expect(await tell(1)).toBe(1);
    // Ordered once more, it is tried again by that.
    await order();
    expect(await readJobs(world.db)).toMatchObject({ dead: 0, jobs: [] });
  });

  it("is tried again from the beginning, or let go of, by administrators alone and on record", async () => {
    const coordinator = await world.person({ districts: [world.north] });
    const [first, second] = [await deadJob(world), await deadJob(world)];
    expect(await execute(coordinator.ctx(), retryJob, { id: first })).toMatchObject({
      code: "forbidden",
    });
    expect(await execute(admin.ctx(), retryJob, { id: first })).toMatchObject({ ok: true });
    expect(await execute(admin.ctx(), letGoOfJob, { id: second })).toMatchObject({ ok: true });
    const rows = await database.owner.sql`select id, attempts from graphile_worker._private_jobs
      where id in (${first}, ${second})`;
    expect(rows.map(({ id, attempts }) => [Number(id), attempts])).toEqual([[first, 0]]);
    const lines = await database.app
      .sql`select type, data from event where thing = 'city' order by id`;
    expect(lines.map(({ type, data }) => [type, data.job])).toEqual([
      ["city.job_retried", "mail"],
      ["city.job_let_go", "mail"],
    ]);
  });

  it.each([
    ["that is not there", 999_999],
    ["of no number", "x"],
    ["of a number that is none", -1],
  ])("is not retried where it is one %s", async (_, id) => {
    expect((await execute(admin.ctx(), retryJob, { id })).ok).toBe(false);
  });

  it("is left alone while it is being done, and where it has not failed", async () => {
    const id = await deadJob(world);
    await database.owner
      .sql`update graphile_worker._private_jobs set locked_at = now() where id = ${id}`;
    expect(await execute(admin.ctx(), letGoOfJob, { id })).toMatchObject({ code: "job.unknown" });
    await database.owner.sql`update graphile_worker._private_jobs
      set locked_at = null, last_error = null, attempts = 0 where id = ${id}`;
    expect(await execute(admin.ctx(), letGoOfJob, { id })).toMatchObject({ code: "job.unknown" });
  });

  it("is told once, those of an hour together, and again after it was retried in vain", async () => {
    const id = await deadJob(world);
    await deadJob(world);
    expect(await tell()).toBe(2);
    expect(await tell(1)).toBe(0);
    await deadJob(world);
    expect(await tell(2)).toBe(0);
    expect(await tell(61)).toBe(1);
    expect(await tell(200)).toBe(0);
    await execute(admin.ctx(), retryJob, { id });
    await database.owner.sql`update graphile_worker._private_jobs
      set attempts = max_attempts where id = ${id}`;
    expect(await tell(300)).toBe(1);
  });

  it("is told once when two workers look at the same time", async () => {
    await deadJob(world);
    const told = await Promise.all([tell(), tell(), tell()]);
    expect(told.toSorted()).toEqual([0, 0, 1]);
  });
});

it("says how the channels, the database and the disk are, also where nothing was ever sent", async () => {
  const channels = await readChannels(world.db);
  expect(channels).toEqual([
    { name: "email", sentAt: null, waiting: 0, failedAt: null },
    { name: "sms", sentAt: null, waiting: 0, failedAt: null },
    { name: "push", sentAt: null, waiting: 0, failedAt: null },
  ]);
  const sizes = await readSizes(world.db);
  expect(sizes.bytes).toBeGreaterThan(1_000_000);
  expect(sizes.disk!.free).toBeLessThanOrEqual(sizes.disk!.all);
});
