import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isAvailable } from "../../accounts/rules/availability";
import { reserveFor } from "../../dispatch/commands/supply.server";
import { readTaskFacts } from "../../dispatch/queries/candidates.server";
import { taskInReach } from "../../dispatch/queries/reach.server";
import type { FieldErrors } from "../../platform/form";
import { windowOf } from "../../platform/window.server";
import { instantOf, wallTime, weekMoment } from "../../platform/zone";
import { notBefore } from "../../resources/commands/reserve.server";
import { findOffers } from "../../resources/queries/find.server";
import { readKinds } from "../../resources/queries/offers.server";
import { FindPage } from "../../resources/view/find-page";
import { answer, perform, readSent } from "../answer.server";
import { found, requireCoordinator } from "../gate.server";
import { inputAs } from "../input-as.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { requireTask } from "./sheet.server";

export const handle = { face: "board" };
export const meta = titled("resources:supplies.find");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const id = found(await taskInReach(ctx, args.params.id));
  const task = found(await readTaskFacts(ctx.db, id));
  const { zone } = ctx.city;
  const own = windowOf(task.during);
  const params = new URL(args.request.url).searchParams;
  const asText = (name: string) => (params.get(name) ?? "").trim().slice(0, 100);
  const window = notBefore(ctx.now, {
    from: instantOf(asText("from"), zone) ?? own.from,
    to: instantOf(asText("to"), zone) ?? own.to,
  });
  const amount = Number(asText("amount").replace(",", "."));
  const quantity = amount > 0 && amount <= 1_000_000 ? amount : 1;
  const asked = {
    kind: asText("kind"),
    q: asText("q"),
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
  const lines = offers.map((offer) => ({
    ...offer,
    outside: !isAvailable(offer.weekly, begins.weekday, begins.minute),
  }));
  return { task: { id, number: task.number }, kinds, asked, found: lines };
}

/** The list's forms have no room to mark a field. */
const refusalOf = ({ offer, quantity }: FieldErrors) =>
  quantity ? "offer.amount" : offer ? "offer.unknown" : "offer.window";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireTask(args);
  const sent = await readSent(args.request);
  const reserved = await perform(ctx, reserveFor, sent, { id });
  return answer(sent, inputAs(reserved, refusalOf), `/board/tasks/${id}#supplies`);
}

export default function Supplies() {
  const { typed, refusal } = useAnswer();
  return <FindPage {...useLoaderData<typeof loader>()} typed={typed} refusal={refusal} />;
}
