import type { Subscriber } from "../audit/reactions.server";
import type { JobCtx } from "../platform/jobs.server";
import type { Channels } from "./channels/all.server";
import { notify } from "./commands/notify.server";
import { TABLE } from "./rules/table";

/** Tells people of what happened, as the table says; what follows within `gatherMs` goes in the same message. */
export const messageReactions = (channels: Channels, gatherMs = 0): Subscriber => ({
  name: "messages",
  on: Object.fromEntries(
    TABLE.map(({ on }) => [
      on,
      ({ id }: { id: number }, ctx: JobCtx) => notify(ctx, { channels, gatherMs }, id),
    ]),
  ) as Subscriber["on"],
});
