import type { ActionFunctionArgs } from "@remix-run/node";
import { setOfferState } from "../../resources/commands/change-offer.server";
import { answer, perform, readSent } from "../answer.server";
import { asRefusal } from "../one-press.server";
import { RefusedStep } from "../refused-step";
import { requireOffer } from "./own.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, opened } = await requireOffer(args);
  const sent = await readSent(args.request);
  const { id } = opened.offer;
  const changed = await perform(ctx, setOfferState, sent, { id });
  return answer(sent, asRefusal(changed, "offer.state"), `/offers/${id}`);
}

export default RefusedStep;
