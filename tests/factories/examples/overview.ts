import { sql } from "drizzle-orm";
import { execute } from "../../../app/platform/command.server";
import { checkIn, checkOut } from "../../../app/shifts/commands/check-in.server";
import { ownerOf } from "../owners";
import { at, makeRota, value } from "../rota";
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
  "certificate.issue": async (world) => {
    const rota = await makeRota(world.db, world);
    const { id, role } = await rota.published(1);
    const one = await rota.placed(role);
    const { code } = await rota.shiftOf(id);
    value(await execute(one.ctx(at(24)), checkIn, { code: code! }));
    value(await execute(one.ctx(at(27)), checkOut, { id: one.id }));
    return { ctx: one.ctx(at(28)), input: {} };
  },
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
