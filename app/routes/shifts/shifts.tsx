import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { SKILLS } from "../../accounts/types";
import { readChoices } from "../../districts/queries.server";
import { instantOf, wallTime } from "../../platform/zone";
import { listOpenShifts, listOwnShifts, readWays } from "../../shifts/queries/open-shifts.server";
import { dayAfter, weekendOf } from "../../shifts/rules/days";
import { ShiftsPage } from "../../shifts/view/shifts-page";
import { requireVolunteer } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "member" };
export const meta = titled("shifts:title");
/** A day of the address, or its weekend; null for neither. */
function daysOf(param: string, today: string) {
  if (param === "weekend") return weekendOf(today);
  return instantOf(`${param}T00:00`, "UTC") ? { first: param, last: param } : null;
}

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const { zone } = ctx.city;
  const params = new URL(args.request.url).searchParams;
  const param = (name: string) => (params.get(name) ?? "").slice(0, 120);
  const show = param("show") === "others" ? ("others" as const) : ("can" as const);
  const today = wallTime(ctx.now, zone).slice(0, 10);
  const days = daysOf(param("day"), today);
  const midnight = (day: string) => instantOf(`${day}T00:00`, zone)!;
  const asked = {
    day: days ? param("day") : "",
    district: param("district"),
    skill: param("skill"),
    fits: param("fits") === "yes",
    show,
  };
  const filter = {
    within: days && { from: midnight(days.first), to: midnight(dayAfter(days.last)) },
    district: asked.district || null,
    skill: SKILLS.find((one) => one === asked.skill) ?? null,
    fits: asked.fits,
    show,
    after: param("after") || null,
  };
  const [mine, open, ways, { districts }] = await Promise.all([
    listOwnShifts(ctx),
    listOpenShifts({ ...ctx, zone }, filter),
    readWays(ctx),
    readChoices(ctx.db),
  ]);
  const near = { today, tomorrow: dayAfter(today), home: ways.home };
  const { skills } = ways;
  return { mine, ...open, asked, near, skills, districts, standing: ctx.actor.standing };
}

export default function Shifts() {
  return <ShiftsPage {...useLoaderData<typeof loader>()} />;
}
