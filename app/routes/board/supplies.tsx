import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isAvailable } from "../../accounts/rules/availability";
import { reserveFor } from "../../dispatch/commands/supply.server";
import { readTaskFacts } from "../../dispatch/queries/candidates.server";
import { taskInReach } from "../../dispatch/queries/reach.server";
import { parseForm } from "../../platform/form";
import { refuse } from "../../platform/types";
import { windowOf } from "../../platform/window.server";
import { instantOf, wallTime, weekMoment } from "../../platform/zone";
import { isId } from "../../requests/queries/reach.server";
import { notBefore } from "../../resources/commands/reserve.server";
import { reserveForm } from "../../resources/form";
import { findOffers } from "../../resources/queries/find.server";
import { readKinds } from "../../resources/queries/offers.server";
import { FindPage } from "../../resources/view/find-page";
import { refused } from "../answer.server";
import { found, requireCoordinator } from "../gate.server";
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
  const said = (name: string) => (params.get(name) ?? "").trim().slice(0, 100);
  const window = notBefore(ctx.now, {
    from: instantOf(said("from"), zone) ?? own.from,
    to: instantOf(said("to"), zone) ?? own.to,
  });
  const amount = Number(said("amount").replace(",", "."));
  const quantity = amount > 0 && amount <= 1_000_000 ? amount : 1;
  const asked = {
    kind: said("kind"),
    q: said("q"),
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

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireTask(args);
  const { zone } = ctx.city;
  const form = parseForm(reserveForm, await args.request.formData());
  if (!form.ok) return refused(form.typed, refuse("offer.amount"));
  const { offer, quantity, from, to } = form.value;
  const window = { from: instantOf(from, zone), to: instantOf(to, zone) };
  if (!isId(offer)) return refused(form.typed, refuse("offer.unknown"));
  if (!window.from || !window.to) return refused(form.typed, refuse("offer.window"));
  const wish = { offerId: offer, quantity, window: { from: window.from, to: window.to } };
  const result = await reserveFor(ctx, id, wish);
  return result.ok ? redirect(`/board/tasks/${id}#supplies`, 303) : refused(form.typed, result);
}

export default function Supplies() {
  const { refusal } = useAnswer();
  return <FindPage {...useLoaderData<typeof loader>()} refusal={refusal} />;
}
