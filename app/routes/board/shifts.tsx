import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { instantOf, wallTime, weekMoment } from "../../platform/zone";
import { readWeek } from "../../shifts/queries/rota.server";
import { dayAfter, windowOfDays } from "../../shifts/rules/days";
import { RotaPage } from "../../shifts/view/rota-page";
import { BoardKeys } from "../../ui/board-keys";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("shifts:title");

const WEEK = [0, 1, 2, 3, 4, 5, 6];

/** The week of an instant, by the city's clock; null where it has a day that is none. */
function weekOf(at: Date, zone: string) {
  const today = wallTime(at, zone).slice(0, 10);
  const monday = dayAfter(today, 1 - weekMoment(at, zone).weekday);
  const days = WEEK.map((n) => windowOfDays(dayAfter(monday, n), dayAfter(monday, n), zone));
  return days.every((day) => day !== null) ? { monday, days } : null;
}

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { zone } = ctx.city;
  const params = new URL(args.request.url).searchParams;
  const at = instantOf(`${params.get("week") ?? ""}T12:00`, zone);
  const { monday, days } = (at && weekOf(at, zone)) ?? weekOf(ctx.now, zone)!;
  const district = params.get("district") ?? "";
  const week = { from: days[0]!.from, to: days[6]!.to };
  const [lines, { districts }] = await Promise.all([
    readWeek(ctx, week, district || null),
    readChoices(ctx.db),
  ]);
  const to = (more: number) =>
    `/board/shifts?week=${dayAfter(monday, more)}${district ? `&district=${encodeURIComponent(district)}` : ""}`;
  return { lines, days, weeks: { previous: to(-7), next: to(7) }, monday, district, districts };
}

export default function Rota() {
  return (
    <>
      <RotaPage {...useLoaderData<typeof loader>()} />
      <BoardKeys />
    </>
  );
}
