import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { openOwnCalendar } from "../../shifts/commands/open-calendar.server";
import { CalendarPage } from "../../shifts/view/hours-page";
import { perform, readSent, refused } from "../answer.server";
import { requireVolunteer } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("shifts:part.calendars");

export async function loader(args: LoaderFunctionArgs) {
  await requireVolunteer(args);
  return null;
}

/** The link is shown once: only its hash is kept. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const sent = await readSent(args.request);
  const opened = await perform(ctx, openOwnCalendar, sent);
  if (!opened.ok) return refused(sent.typed, opened);
  const link = `${ctx.origin}/calendars/${opened.value}.ics`;
  return { link, phone: link.replace(/^https?:/, "webcal:") };
}

export default function Calendars() {
  const made = useActionData<typeof action>();
  const { refusal } = useAnswer();
  const links = made && "link" in made ? made : { link: null, phone: null };
  return <CalendarPage {...links} refusal={refusal} />;
}
