import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { parseForm } from "../../platform/form";
import { refuse } from "../../platform/types";
import { setOfferState } from "../../resources/commands/change-offer.server";
import { standingForm } from "../../resources/form";
import { Refusal } from "../../ui/notice";
import { refused } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireOffer } from "./own.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, opened } = await requireOffer(args);
  const form = parseForm(standingForm, await args.request.formData());
  const { id } = opened.offer;
  const result = form.ok ? await setOfferState(ctx, id, form.value) : refuse("offer.state");
  return result.ok ? redirect(`/offers/${id}`, 303) : refused({}, result);
}

export default function Standing() {
  const { refusal } = useAnswer();
  return refusal && <Refusal>{refusal}</Refusal>;
}
