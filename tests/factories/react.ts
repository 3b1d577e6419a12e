import { reactionJobs, type Subscriber } from "../../app/audit/reactions.server";
import type { JobCtx } from "../../app/platform/jobs.server";

/** Lets one room react to a line of the record, as its job would. */
export async function react(subscriber: Subscriber, id: number, ctx: JobCtx): Promise<void> {
  const job = reactionJobs([subscriber])[`react-${subscriber.name}`];
  await job!({ id } as never, ctx);
}
