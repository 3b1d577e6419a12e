import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { instantOf, wallTime, weekMoment } from "../../platform/zone";
import { readWeek } from "../../shifts/queries/rota.server";
import { RotaPage } from "../../shifts/view/rota-page";
import { BoardKeys } from "../../ui/board-keys";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("shifts:title");

const DAY = 86_400_000;
const dayAt = (day: string, more: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + more * DAY).toISOString().slice(0, 10);

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { zone } = ctx.city;
  const params = new URL(args.request.url).searchParams;
  const asked = params.get("week") ?? "";
  const at = instantOf(`${asked}T12:00`, zone) ?? ctx.now;
  const today = wallTime(at, zone).slice(0, 10);
  const monday = dayAt(today, 1 - weekMoment(at, zone).weekday);
  const midnights = Array.from(
    { length: 8 },
    (_, n) => instantOf(`${dayAt(monday, n)}T00:00`, zone)!,
  );
  const days = midnights.slice(0, 7).map((from, n) => ({ from, to: midnights[n + 1]! }));
  const district = params.get("district") ?? "";
  const week = { from: midnights[0]!, to: midnights[7]! };
  const [lines, { districts }] = await Promise.all([
    readWeek(ctx, week, district || null),
    readChoices(ctx.db),
  ]);
  const to = (more: number) =>
    `/board/shifts?week=${dayAt(monday, more)}${district ? `&district=${encodeURIComponent(district)}` : ""}`;
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
