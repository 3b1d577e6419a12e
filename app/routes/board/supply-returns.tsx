import type { ActionFunctionArgs } from "@remix-run/node";
import { takeBack } from "../../dispatch/commands/supply.server";
import type { FieldErrors } from "../../platform/form";
import { answer, perform, readSent } from "../answer.server";
import { inputAs } from "../input-as.server";
import { RefusedStep } from "../refused-step";
import { requireTask } from "./sheet.server";

/** The form has no page of its own. */
const refusalOf = ({ reservation, count }: FieldErrors) =>
  reservation ? "reservation.unknown" : count ? "offer.amount" : "input";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireTask(args);
  const sent = await readSent(args.request);
  const returned = await perform(ctx, takeBack, sent, { id });
  return answer(sent, inputAs(returned, refusalOf), `/board/tasks/${id}#supplies`);
}

export default RefusedStep;
