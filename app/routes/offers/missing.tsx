import type { ActionFunctionArgs } from "@remix-run/node";
import { reportMissing } from "../../resources/commands/report-missing.server";
import { answer, perform, readSent } from "../answer.server";
import { asRefusal } from "../one-press.server";
import { RefusedStep } from "../refused-step";
import { requireOffer } from "./own.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, opened } = await requireOffer(args);
  const sent = await readSent(args.request);
  const { id } = opened.offer;
  const reported = await perform(ctx, reportMissing, sent, { id });
  return answer(sent, asRefusal(reported, "reservation.unknown"), `/offers/${id}`);
}

export default RefusedStep;
