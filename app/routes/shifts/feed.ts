import type { LoaderFunctionArgs } from "@remix-run/node";
import { findCalendar } from "../../shifts/commands/open-calendar.server";
import { readCalendar } from "../../shifts/queries/calendar.server";
import { calendarText } from "../../shifts/rules/calendar";
import { found } from "../gate.server";

/** A calendar by its private link: the link is the key, calendars can't sign in. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const token = (params.file ?? "").replace(/\.ics$/, "");
  const feed = found(await findCalendar(context.db, token));
  return new Response(calendarText(await readCalendar(context, feed)), {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": 'inline; filename="naaber.ics"',
      "Cache-Control": "private, max-age=900",
    },
  });
}
