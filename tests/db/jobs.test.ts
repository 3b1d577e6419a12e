import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorker } from "../../app/platform/jobs.server";
import { makeLog } from "../../app/platform/log.server";
import { type Watch, watchDatabase } from "../../app/platform/watch.server";
import { CITY } from "../factories/world";
import { type Forwarder, makeForwarder } from "../http/forwarder";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

/** What a worker took whose connection was cut at that moment is freed within ten seconds; a machine may be busy. */
const STEP = { timeout: 150_000, interval: 20 };

let database: FreshDatabase;
let forwarder: Forwarder;
let watch: Watch;
let ownerUrl: string;

beforeAll(async () => {
  database = await freshDatabase();
  const { hostname, port } = new URL(database.ownerUrl);
  forwarder = await makeForwarder({ host: hostname, port: Number(port) });
  const url = new URL(database.ownerUrl);
  url.hostname = "127.0.0.1";
  url.port = String(forwarder.port);
  ownerUrl = url.toString();
  watch = watchDatabase(database.appUrl, makeLog("silent"));
});
afterAll(async () => {
  await watch.stop();
  await forwarder.end();
});

/** Starts a worker whose one kind of job does what it is told. */
const start = (handle: () => Promise<unknown>) =>
  startWorker({
    ownerUrl,
    db: database.app.db,
    origin: "",
    city: CITY,
    log: makeLog("silent"),
    watch,
    jobs: { knock: handle },
  });

const add = () => database.owner.sql`select graphile_worker.add_job('knock')`;
const left = async () =>
  (await database.owner.sql`select locked_by from graphile_worker._private_jobs`).length;

describe("a worker", () => {
  it("whose connections are cut again and again while it works does every job", async () => {
    let done = 0;
    const worker = start(async () => {
      done += 1;
    });
    for (let round = 1; round <= 8; round++) {
      await expect.poll(worker.running, STEP).toBe(true);
      await add();
      forwarder.cut();
      await expect.poll(left, STEP).toBe(0);
    }
    expect(done).toBeGreaterThanOrEqual(8);
    await worker.stop();
  });

  it("may be told to end at the moment in which its connections are cut", async () => {
    for (let round = 0; round < 8; round++) {
      const worker = start(async () => {});
      await expect.poll(worker.running, STEP).toBe(true);
      const stopped = worker.stop();
      forwarder.cut();
      await stopped;
      expect(worker.running()).toBe(false);
    }
  });

  it("that died leaves its job to the next, and one that lives keeps its own", async () => {
    let finish: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let others = 0;
    let begun = false;
    const slow = start(async () => {
      if (begun) others += 1;
      else {
        begun = true;
        await held;
      }
    });
    await add();
    await expect.poll(() => begun, STEP).toBe(true);
    await database.owner.sql.begin(async (tx) => {
      await tx`select graphile_worker.add_job('knock', job_key => 'of the dead')`;
      await tx`update graphile_worker._private_jobs
        set locked_at = now(), locked_by = 'worker-dead', attempts = 1 where key = 'of the dead'`;
    });
    // It frees the job as it starts; then either of the two may do it.
    const next = start(async () => {
      others += 1;
    });
    await expect.poll(() => others, STEP).toBe(1);
    await expect.poll(left, STEP).toBe(1);
    finish();
    await expect.poll(left, STEP).toBe(0);
    await Promise.all([slow.stop(), next.stop()]);
  });
});
