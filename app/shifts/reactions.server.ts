import type { Subscriber } from "../audit/reactions.server";
import { execute } from "../platform/command.server";
import type { JobCtx } from "../platform/jobs.server";
import { lookAgainFor, releaseAllOf } from "./commands/free-slots.server";
import { takeShiftsInto } from "./commands/take-shifts-into.server";

const incidentOpened = ({ thingId }: { thingId: string }, ctx: JobCtx) =>
  execute(ctx, takeShiftsInto, { incident: thingId });

/** Somebody's time is their own again: they are looked at again where they wait. */
const timeIsFree = ({ data: { person } }: { data: { person: string } }, ctx: JobCtx) =>
  lookAgainFor(ctx, person);

export const shiftReactions: Subscriber = {
  name: "shifts",
  on: {
    "person.suspended": ({ thingId }, ctx) => releaseAllOf(ctx, thingId),
    "assignment.released": timeIsFree,
    "assignment.withdrawn": timeIsFree,
    "assignment.done": timeIsFree,
    "sign_up.withdrawn": timeIsFree,
    "sign_up.offered": timeIsFree,
    "sign_up.no_show": timeIsFree,
    "sign_up.checked_out": timeIsFree,
    "incident.open": incidentOpened,
    "incident.edited": incidentOpened,
  },
};
