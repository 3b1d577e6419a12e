import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { FieldErrors } from "../../platform/form";
import { closeFollowUp } from "../../resources/commands/follow-up.server";
import { listOffers, listTroubles, type OfferGroup } from "../../resources/queries/offers.server";
import { ResourcesPage } from "../../resources/view/offers-page";
import { answer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { inputAs } from "../input-as.server";
import { RefusedStep } from "../refused-step";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("common:nav.resources");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { searchParams: asked } = new URL(args.request.url);
  const shown = asked.get("show");
  const group: OfferGroup = shown === "fresh" || shown === "over" ? shown : "ready";
  const [listed, troubles] = await Promise.all([
    listOffers(ctx, group, asked.get("after")),
    listTroubles(ctx, { late: asked.get("late"), open: asked.get("open") }),
  ]);
  return { ...listed, group, troubles };
}

/** A follow-up is closed. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request);
  const closed = await perform(ctx, closeFollowUp, sent);
  const code = ({ followUp }: FieldErrors) => (followUp ? "follow_up.unknown" : "offer.amount");
  return answer(sent, inputAs(closed, code), "/board/resources");
}

export default function Resources() {
  return (
    <>
      <RefusedStep />
      <ResourcesPage {...useLoaderData<typeof loader>()} />
    </>
  );
}
