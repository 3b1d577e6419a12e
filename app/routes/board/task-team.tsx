import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { offerTask, release } from "../../dispatch/commands/offer.server";
import { offerForm } from "../../dispatch/form";
import { parseForm } from "../../platform/form";
import { type Result, refuse } from "../../platform/types";
import { isId } from "../../requests/queries/reach.server";
import { Refusal } from "../../ui/notice";
import { refused } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireTask } from "./sheet.server";

/** Who is on a task: `/offers` and `/releases`; asked for, they show the task. */
export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireTask(args);
  const sent = await args.request.formData();
  const offers = new URL(args.request.url).pathname.includes("/offers");
  let result: Result<unknown>;
  if (offers) {
    const form = parseForm(offerForm, sent, { lists: ["people"] });
    const known = form.ok && form.value.people.every(isId);
    result = known
      ? await offerTask({ ...ctx, zone: ctx.city.zone }, id, form.value)
      : refuse(form.ok || !form.errors.minutes ? "task.nobody" : "task.minutes");
  } else {
    const part = String(sent.get("assignment") ?? "");
    result = isId(part) ? await release(ctx, id, part) : refuse("assignment.unknown");
  }
  return result.ok ? redirect(`/board/tasks/${id}#team`, 303) : refused({}, result);
}

export default function TaskTeam() {
  const { refusal } = useAnswer();
  return refusal && <Refusal>{refusal}</Refusal>;
}
