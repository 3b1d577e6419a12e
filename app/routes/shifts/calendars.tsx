import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { openOwnCalendar } from "../../shifts/commands/open-calendar.server";
import { CalendarPage } from "../../shifts/view/hours-page";
import { requireVolunteer } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "member" };
export const meta = titled("shifts:part.calendars");

export async function loader(args: LoaderFunctionArgs) {
  await requireVolunteer(args);
  return null;
}

/** The link is shown once: only its hash is kept. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const link = `${ctx.origin}/calendars/${await openOwnCalendar(ctx)}.ics`;
  return { link, phone: link.replace(/^https?:/, "webcal:") };
}

export default function Calendars() {
  const made = useActionData<typeof action>();
  return <CalendarPage link={made?.link ?? null} phone={made?.phone ?? null} />;
}
