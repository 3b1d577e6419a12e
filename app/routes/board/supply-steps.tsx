import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { releaseSupply, takeBack } from "../../dispatch/commands/supply.server";
import { parseForm } from "../../platform/form";
import { type Result, refuse } from "../../platform/types";
import { isId } from "../../requests/queries/reach.server";
import { returnForm } from "../../resources/form";
import { Refusal } from "../../ui/notice";
import { refused } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireTask } from "./sheet.server";

/** What a task was promised: `/supplies/releases` and `/supplies/returns`; asked for, they show the task. */
export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireTask(args);
  const sent = await args.request.formData();
  const reservation = String(sent.get("reservation") ?? "");
  let result: Result<null> = refuse("reservation.unknown");
  if (isId(reservation) && args.request.url.includes("/releases"))
    result = await releaseSupply(ctx, id, reservation);
  else if (isId(reservation)) {
    const form = parseForm(returnForm, sent);
    result = form.ok
      ? await takeBack(ctx, id, { id: reservation, ...form.value })
      : refuse("offer.amount");
  }
  return result.ok ? redirect(`/board/tasks/${id}#supplies`, 303) : refused({}, result);
}

export default function SupplySteps() {
  const { refusal } = useAnswer();
  return refusal && <Refusal>{refusal}</Refusal>;
}
