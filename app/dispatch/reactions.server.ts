import type { Subscriber } from "../audit/reactions.server";
import type { JobCtx } from "../platform/jobs.server";
import { endUnneeded, releaseAllOf } from "./commands/conclude.server";

/** Nobody waits for help with this request any more, so nobody goes. */
const requestEnded = ({ thingId }: { thingId: string }, ctx: JobCtx) => endUnneeded(ctx, thingId);

export const dispatchReactions: Subscriber = {
  name: "dispatch",
  on: {
    "request.cancelled": requestEnded,
    "request.declined": requestEnded,
    "request.merged": requestEnded,
    "person.suspended": ({ thingId }, ctx) => releaseAllOf(ctx, thingId),
  },
};
