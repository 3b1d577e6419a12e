import { sql } from "drizzle-orm";
import { ownerOf } from "../owners";
import { jobCtx, type World } from "../world";
import type { Examples } from "./example";

/** A job that has failed for good; gives its id. */
export async function deadJob(world: Pick<World, "db">, payload: object = {}): Promise<number> {
  const owner = ownerOf(world.db);
  const [row] = await owner.execute<{ id: string }>(sql`
    select id from graphile_worker.add_job('mail', ${JSON.stringify(payload)}::json)`);
  await owner.execute(sql`update graphile_worker._private_jobs
    set attempts = max_attempts, last_error = 'Error' where id = ${row!.id}`);
  return Number(row!.id);
}

const administrator = async (world: World) => (await world.person({ administrator: true })).ctx();

export const overviewExamples: Examples = {
  "job.retry": async (world) => ({
    ctx: await administrator(world),
    input: { id: await deadJob(world) },
  }),
  "job.let-go": async (world) => ({
    ctx: await administrator(world),
    input: { id: await deadJob(world) },
  }),
  "jobs.tell-dead": async (world) => {
    await deadJob(world);
    return { ctx: jobCtx(world.db), input: {} };
  },
};
