import { execute } from "../platform/command.server";
import { byJob, type JobCtx, type Jobs } from "../platform/jobs.server";
import { retire } from "./commands/retire.server";
import { watchLooks } from "./commands/watch-looks.server";

/** So much at most in one night; the next goes on. */
const MOST_ROUNDS = 500;

/** Every night: what has been kept for long enough goes. */
async function retention(_: unknown, ctx: JobCtx): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const result = await execute(ctx, retire, { at: ctx.now.toISOString() });
    if (!result.ok) throw new Error(`retention: ${result.code}`);
    if (!result.value.more) return;
  }
}

export const privacyJobs: Jobs = { retention, "watch-looks": byJob(watchLooks) };
