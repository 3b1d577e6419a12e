import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { SKILLS } from "../../accounts/types";
import { readChoices } from "../../districts/queries.server";
import { wallTime } from "../../platform/zone";
import { listOpenShifts, listOwnShifts, readWays } from "../../shifts/queries/open-shifts.server";
import { dayAfter, weekendOf, windowOfDays } from "../../shifts/rules/days";
import { ShiftsPage } from "../../shifts/view/shifts-page";
import { requireVolunteer } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "member" };
export const meta = titled("shifts:title");
/** A day of the address, or its weekend; null for neither. */
function windowOf(param: string, today: string, zone: string) {
  const { first, last } = param === "weekend" ? weekendOf(today) : { first: param, last: param };
  return windowOfDays(first, last, zone);
}

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const { zone } = ctx.city;
  const params = new URL(args.request.url).searchParams;
  const param = (name: string) => (params.get(name) ?? "").slice(0, 120);
  const show = param("show") === "others" ? ("others" as const) : ("can" as const);
  const today = wallTime(ctx.now, zone).slice(0, 10);
  const within = windowOf(param("day"), today, zone);
  const asked = {
    day: within ? param("day") : "",
    district: param("district"),
    skill: param("skill"),
    fits: param("fits") === "yes",
    show,
  };
  const filter = {
    within,
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
