import { execute } from "../platform/command.server";
import type { JobCtx, Jobs } from "../platform/jobs.server";
import type { Channels } from "./channels/all.server";
import { deliver } from "./commands/deliver.server";
import { workOffBroadcast } from "./commands/work-off-broadcast.server";

/** What works off orders of every channel, what waits until it may go, and broadcasts. */
export const messageJobs = (channels: Channels): Jobs => ({
  ...Object.assign({}, ...Object.values(channels).map(({ jobs }) => jobs)),
  deliver: (order: Parameters<typeof deliver>[2], ctx) => deliver(ctx, channels, order),
  broadcast: async (order: { broadcast: string }, ctx: JobCtx) => {
    const result = await execute({ ...ctx, channels }, workOffBroadcast, order);
    if (!result.ok) throw new Error(`broadcast: ${result.code}`);
  },
});
