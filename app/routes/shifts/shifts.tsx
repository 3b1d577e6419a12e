import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { SKILLS } from "../../accounts/types";
import { readChoices } from "../../districts/queries.server";
import { instantOf } from "../../platform/zone";
import { listOpenShifts, listOwnShifts } from "../../shifts/queries/open-shifts.server";
import { ShiftsPage } from "../../shifts/view/shifts-page";
import { requireVolunteer } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "member" };
export const meta = titled("shifts:title");
const DAY = 24 * 3_600_000;

/** Midnight at the day's end, also of a day of 23 or 25 hours. */
const dayAfter = (day: string, zone: string) =>
  instantOf(`${new Date(Date.parse(day) + DAY).toISOString().slice(0, 10)}T00:00`, zone)!;

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const { zone } = ctx.city;
  const params = new URL(args.request.url).searchParams;
  const param = (name: string) => (params.get(name) ?? "").slice(0, 120);
  const show = param("show") === "others" ? ("others" as const) : ("can" as const);
  const from = instantOf(`${param("day")}T00:00`, zone);
  const asked = {
    day: from ? param("day") : "",
    district: param("district"),
    skill: param("skill"),
    fits: param("fits") === "yes",
    show,
  };
  const filter = {
    within: from && { from, to: dayAfter(param("day"), zone) },
    district: asked.district || null,
    skill: SKILLS.find((one) => one === asked.skill) ?? null,
    fits: asked.fits,
    show,
    after: param("after") || null,
  };
  const [mine, open, { districts }] = await Promise.all([
    listOwnShifts(ctx),
    listOpenShifts({ ...ctx, zone }, filter),
    readChoices(ctx.db),
  ]);
  return { mine, ...open, asked, districts, standing: ctx.actor.standing };
}

export default function Shifts() {
  return <ShiftsPage {...useLoaderData<typeof loader>()} />;
}
