import type { Subscriber } from "../audit/reactions.server";
import type { JobCtx } from "../platform/jobs.server";
import type { Channels } from "./channels/all.server";
import { notify } from "./commands/notify.server";
import { TABLE } from "./rules/table";

/** Tells people of what happened, as the table says. */
export const messageReactions = (channels: Channels): Subscriber => ({
  name: "messages",
  on: Object.fromEntries(
    TABLE.map(({ on }) => [on, ({ id }: { id: number }, ctx: JobCtx) => notify(ctx, channels, id)]),
  ) as Subscriber["on"],
});
