import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { offerTask, release } from "../../dispatch/commands/offer.server";
import { offerForm } from "../../dispatch/form";
import { parseForm } from "../../platform/form";
import { type Result, refuse } from "../../platform/types";
import { Refusal } from "../../ui/notice";
import { refused } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { useAnswer } from "../use-answer";

const isId = (id: string) => /^[0-9a-f-]{36}$/.test(id);

/** Who is on a task: `/offers` and `/releases`; asked for, they show the task. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { id = "" } = args.params;
  const sent = await args.request.formData();
  const offers = new URL(args.request.url).pathname.includes("/offers");
  let result: Result<unknown> = refuse("task.unknown");
  if (isId(id) && offers) {
    const form = parseForm(offerForm, sent, { lists: ["people"] });
    const known = form.ok && form.value.people.every(isId);
    result = known
      ? await offerTask({ ...ctx, zone: ctx.city.zone }, id, form.value)
      : refuse(form.ok || !form.errors.minutes ? "task.nobody" : "task.minutes");
  } else if (isId(id)) {
    const part = String(sent.get("assignment") ?? "");
    result = isId(part) ? await release(ctx, id, part) : refuse("assignment.unknown");
  }
  return result.ok ? redirect(`/board/tasks/${id}#team`, 303) : refused({}, result);
}

export default function TaskTeam() {
  const { refusal } = useAnswer();
  return refusal && <Refusal>{refusal}</Refusal>;
}
