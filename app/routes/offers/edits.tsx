import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import { ticksOf } from "../../accounts/rules/availability";
import { parseForm, type Typed } from "../../platform/form";
import { editOffer } from "../../resources/commands/change-offer.server";
import { editOfferForm } from "../../resources/form";
import { readAttributes, typedAttributes } from "../../resources/rules/attributes";
import { OfferForm } from "../../resources/view/offer-form";
import { refused, wrong } from "../answer.server";
import { useAnswer } from "../use-answer";
import type { Outlet } from "./offer";
import { requireOffer } from "./own.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, opened } = await requireOffer(args);
  const form = parseForm(editOfferForm, await args.request.formData(), { lists: ["when"] });
  const attributes = readAttributes(opened.kind, form.typed);
  if (!form.ok || !attributes.ok)
    return wrong(form.typed, {
      ...(form.ok ? {} : form.errors),
      ...(attributes.ok ? {} : attributes.errors),
    });
  const { id } = opened.offer;
  const zoned = { ...ctx, zone: ctx.city.zone };
  const result = await editOffer(zoned, id, form.value, attributes.values);
  return result.ok ? redirect(`/offers/${id}`, 303) : refused(form.typed, result);
}

export default function Edits() {
  const { kept, errors, refusal } = useAnswer();
  const { opened, districts, window } = useOutletContext<Outlet>();
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
      formKey={""}
      asksWho={null}
      typed={kept ?? stands}
      stored={{ kind, version }}
      action={`/offers/${offer.id}/edits`}
    />
  );
}
