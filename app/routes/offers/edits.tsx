import type { ActionFunctionArgs } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import { ticksOf } from "../../accounts/rules/availability";
import type { Typed } from "../../platform/form";
import { editOffer } from "../../resources/commands/change-offer.server";
import { typedAttributes } from "../../resources/rules/attributes";
import { OfferForm } from "../../resources/view/offer-form";
import { answer, perform, readSent } from "../answer.server";
import { useAnswer } from "../use-answer";
import type { Outlet } from "./offer";
import { requireOffer } from "./own.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, opened } = await requireOffer(args);
  const sent = await readSent(args.request, ["when"]);
  const { id } = opened.offer;
  return answer(sent, await perform(ctx, editOffer, sent, { id }), `/offers/${id}`);
}

export default function Edits() {
  const { kept, errors, refusal } = useAnswer();
  const { opened, path, districts, window } = useOutletContext<Outlet>();
  const { offer, kind, secret, stock, districtCode } = opened;
  const { title, organisation, conditions, weekly, attributes, version } = offer;
  const stands: Typed = {
    title,
    organisation,
    conditions,
    ...window,
    when: ticksOf(weekly),
    quantity: String(stock),
    district: districtCode ?? "",
    address: secret.address,
    ...typedAttributes(kind.code, attributes),
  };
  return (
    <OfferForm
      kinds={[]}
      districts={districts}
      errors={errors}
      refusal={refusal}
      asksWho={null}
      terms={undefined}
      typed={kept ?? stands}
      stored={{ kind, version }}
      action={`${path}/edits`}
    />
  );
}
