import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isAvailable } from "../../accounts/rules/availability";
import { reserveFor } from "../../dispatch/commands/supply.server";
import { readTaskFacts } from "../../dispatch/queries/candidates.server";
import { taskInReach } from "../../dispatch/queries/reach.server";
import { readAmount } from "../../platform/amount";
import { type Result, refuse } from "../../platform/types";
import { instantOf, wallTime, weekMoment } from "../../platform/zone";
import { notBefore } from "../../resources/commands/reserve.server";
import { findOffers } from "../../resources/queries/find.server";
import { readKinds } from "../../resources/queries/offers.server";
import { FindPage } from "../../resources/view/find-page";
import { perform } from "../answer.server";
import { found, requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { taskStep } from "./task.server";

export const handle = { face: "board" };
export const meta = titled("resources:supplies.find");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const id = found(await taskInReach(ctx, args.params.id));
  const task = found(await readTaskFacts(ctx.db, id));
  const { zone } = ctx.city;
  const own = task.during;
  const params = new URL(args.request.url).searchParams;
  const param = (name: string) => (params.get(name) ?? "").trim().slice(0, 100);
  const window = notBefore(ctx.now, {
    from: instantOf(param("from"), zone) ?? own.from,
    to: instantOf(param("to"), zone) ?? own.to,
  });
  const amount = readAmount(param("amount"));
  const quantity = amount.ok && amount.value > 0 && amount.value <= 1_000_000 ? amount.value : 1;
  const asked = {
    kind: param("kind"),
    q: param("q"),
    amount: String(quantity),
    from: wallTime(window.from, zone),
    to: wallTime(window.to, zone),
  };
  const near = task.lat !== null && task.lon !== null ? { lat: task.lat, lon: task.lon } : null;
  const search = { kind: asked.kind, window, quantity, near, text: asked.q, now: ctx.now };
  const [kinds, offers] = await Promise.all([
    readKinds(ctx.db),
    window.to > window.from ? findOffers(ctx.db, search) : [],
  ]);
  const begins = weekMoment(window.from, zone);
  const lines = offers.map((one) => ({
    ...one,
    outside: !isAvailable(one.weekly, begins.weekday, begins.minute),
  }));
  return { task: { id, number: task.number }, kinds, asked, found: lines };
}

export const action = taskStep(
  async (ctx, sent, id) => offerRefusal(await perform(ctx, reserveFor, sent, { id })),
  { hash: "#supplies" },
);

/** A line of what was found has no place to mark a field: what is wrong with one is said as a refusal. */
function offerRefusal<Value>(result: Result<Value>): Result<Value> {
  if (result.ok || !result.errors) return result;
  const { quantity, offer } = result.errors;
  if (quantity) return refuse("offer.amount");
  return refuse(offer ? "offer.unknown" : "offer.window");
}

export default function Supplies() {
  const { typed, refusal } = useAnswer();
  return <FindPage {...useLoaderData<typeof loader>()} typed={typed} refusal={refusal} />;
}
