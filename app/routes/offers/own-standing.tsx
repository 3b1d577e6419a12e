import type { ActionFunctionArgs } from "@remix-run/node";
import { setOwnOfferState } from "../../resources/commands/change-offer.server";
import { answer, perform, readSent } from "../answer.server";
import { asRefusal } from "../one-press.server";
import { RefusedStep } from "../refused-step";

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  const changed = await perform(context, setOwnOfferState, sent, { token });
  return answer(sent, asRefusal(changed, "offer.state"), `/lent/${token}`);
}

export default RefusedStep;
