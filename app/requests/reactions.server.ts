import type { Subscriber } from "../audit/reactions.server";
import { separateAllFrom } from "./commands/separate.server";

export const requestReactions: Subscriber = {
  name: "requests",
  on: {
    "request.cancelled": ({ thingId }, ctx) => separateAllFrom(ctx, thingId),
    "request.declined": ({ thingId }, ctx) => separateAllFrom(ctx, thingId),
  },
};
