import type { Jobs } from "../platform/jobs.server";
import type { Channels } from "./channels/all.server";
import { deliver } from "./commands/deliver.server";

/** What works off orders of every channel, and what waits until it may go. */
export const messageJobs = (channels: Channels): Jobs => ({
  ...Object.assign({}, ...Object.values(channels).map(({ jobs }) => jobs)),
  deliver: (order: Parameters<typeof deliver>[2], ctx) => deliver(ctx, channels, order),
});
