import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { parseForm } from "../../platform/form";
import { refuse } from "../../platform/types";
import { isId } from "../../requests/queries/reach.server";
import { settleFollowUp } from "../../resources/commands/settle.server";
import { settleForm } from "../../resources/form";
import { listOffers, listTroubles, type OfferGroup } from "../../resources/queries/offers.server";
import { ResourcesPage } from "../../resources/view/offers-page";
import { Refusal } from "../../ui/notice";
import { refused } from "../answer.server";
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

/** A follow-up is settled. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const form = parseForm(settleForm, await args.request.formData());
  const known = form.ok && isId(form.value.followUp);
  const result = known
    ? await settleFollowUp(ctx, form.value.followUp, form.value.restored)
    : refuse("follow_up.unknown");
  return result.ok ? redirect("/board/resources", 303) : refused({}, result);
}

export default function Resources() {
  const { refusal } = useAnswer();
  return (
    <>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ResourcesPage {...useLoaderData<typeof loader>()} />
    </>
  );
}
