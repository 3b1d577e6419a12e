import { useOutletContext } from "@remix-run/react";
import { offerTask } from "../../dispatch/commands/offer.server";
import { OfferForm } from "../../dispatch/view/offer-form";
import type { OpenedTask } from "../../dispatch/views";
import { perform } from "../answer.server";
import { useAnswer } from "../use-answer";
import { taskStep } from "./task.server";

/** Tells the task's page that its form of offers is shown here, with what was chosen. */
export const handle = { offers: true };

export const action = taskStep((ctx, sent, id) => perform(ctx, offerTask, sent, { id }), {
  hash: "#team",
  lists: ["people"],
});

export default function TaskOffers() {
  const { kept, errors, refusal } = useAnswer();
  const { opened } = useOutletContext<{ opened: OpenedTask }>();
  return <OfferForm opened={opened} typed={kept} errors={errors} refusal={refusal} />;
}
