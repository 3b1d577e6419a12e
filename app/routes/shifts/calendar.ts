import type { LoaderFunctionArgs } from "@remix-run/node";
import { readOwnShift } from "../../shifts/queries/calendar.server";
import { calendarText } from "../../shifts/rules/calendar";
import { found, requireVolunteer } from "../gate.server";

/** One shift of one's own for the calendar of a phone. */
export async function loader(args: LoaderFunctionArgs) {
  const calendar = found(await readOwnShift(await requireVolunteer(args), args.params.id));
  return new Response(calendarText(calendar), {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": 'inline; filename="naaber.ics"',
      "Cache-Control": "private, no-store",
    },
  });
}
