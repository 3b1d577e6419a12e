import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { refuse } from "../../platform/types";
import { closeFollowUp } from "../../resources/commands/follow-up.server";
import { listOffers, listTroubles, type OfferGroup } from "../../resources/queries/offers.server";
import { ResourcesPage } from "../../resources/view/offers-page";
import { Refusal } from "../../ui/notice";
import { answer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

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

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request);
  const closed = await perform(ctx, closeFollowUp, sent);
  const unknown = !closed.ok && closed.errors?.followUp;
  return answer(sent, unknown ? refuse("follow_up.unknown") : closed, "/board/resources");
}

export default function Resources() {
  const { typed, errors, refusal } = useAnswer();
  return (
    <>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ResourcesPage {...useLoaderData<typeof loader>()} typed={typed} errors={errors} />
    </>
  );
}
