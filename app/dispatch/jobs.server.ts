import { eq } from "drizzle-orm";
import { event } from "../../drizzle/schema/audit";
import { byJob, type JobCtx, type Jobs } from "../platform/jobs.server";
import { expireOffer } from "./commands/answer.server";
import { endUnneeded, releaseAllOf } from "./commands/conclude.server";

const system = (name: string) => ({ kind: "system" as const, name });

export const dispatchJobs: Jobs = { "offer-expiry": byJob(expireOffer) };

/** After which nobody waits for help with a request any more. */
const ENDED = ["request.cancelled", "request.declined", "request.merged"];

/** What dispatch does about an event of a room below it: whoever is suspended is on no task, nor is help that nobody needs. */
export async function hear({ id }: { id: number }, ctx: JobCtx): Promise<void> {
  const [line] = await ctx.db
    .select({ type: event.type, thingId: event.thingId })
    .from(event)
    .where(eq(event.id, id));
  if (line?.type === "person.suspended")
    await releaseAllOf({ ...ctx, actor: system("suspension") }, line.thingId);
  if (line && ENDED.includes(line.type))
    await endUnneeded({ ...ctx, actor: system("request-ended") }, line.thingId);
}
