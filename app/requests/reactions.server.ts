import type { Subscriber } from "../audit/reactions.server";
import { execute } from "../platform/command.server";
import type { JobCtx } from "../platform/jobs.server";
import { placeAllOnStreets } from "./commands/place-by-street.server";
import { separateAllFrom } from "./commands/separate.server";
import { takeRequestsInto } from "./commands/set-incident.server";

const incidentOpened = ({ thingId }: { thingId: string }, ctx: JobCtx) =>
  execute(ctx, takeRequestsInto, { incident: thingId });

export const requestReactions: Subscriber = {
  name: "requests",
  on: {
    "request.cancelled": ({ thingId }, ctx) => separateAllFrom(ctx, thingId),
    "request.declined": ({ thingId }, ctx) => separateAllFrom(ctx, thingId),
    "city.streets_loaded": (_, ctx) => placeAllOnStreets(ctx),
    "incident.open": incidentOpened,
    "incident.edited": incidentOpened,
  },
};
