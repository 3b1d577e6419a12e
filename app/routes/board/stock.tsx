import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findDistrict, readChoices } from "../../districts/queries.server";
import { setThreshold } from "../../resources/commands/set-threshold.server";
import { mayKeepOffer } from "../../resources/policy";
import { readStock } from "../../resources/queries/stock.server";
import { StockPage } from "../../resources/view/stock-page";
import { answer, perform, readSent } from "../answer.server";
import { found, type MemberCtx, requireCoordinator } from "../gate.server";
import { asRefusal } from "../one-press.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "board" };
export const meta = titled("common:nav.resources");

/** The districts that the actor keeps, and which of them the address asks for. */
async function districtsOf(ctx: MemberCtx, url: string) {
  const { districts } = await readChoices(ctx.db);
  const own = [];
  for (const one of districts) {
    const districtId = await findDistrict(ctx.db, one.code);
    if (mayKeepOffer(ctx.actor, { ownerId: null, districtId })) own.push({ ...one, districtId });
  }
  const asked = new URL(url).searchParams.get("district");
  return { own, chosen: found(asked ? own.find(({ code }) => code === asked) : own[0]) };
}

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { own, chosen } = await districtsOf(ctx, args.request.url);
  const stock = await readStock(ctx.db, chosen.districtId!, ctx.now);
  return { stock, district: chosen, districts: own };
}

/** Below how much of a kind the district wants to be warned. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { chosen } = await districtsOf(ctx, args.request.url);
  const sent = await readSent(args.request);
  const district = chosen.code;
  const changed = await perform(ctx, setThreshold, sent, { district });
  const to = `/board/resources/stock?district=${district}`;
  return answer(sent, asRefusal(changed, "offer.amount"), to);
}

export default function Stock() {
  const { typed, refusal } = useAnswer();
  return <StockPage {...useLoaderData<typeof loader>()} typed={typed} refusal={refusal} />;
}
