import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { progress } from "../../dispatch/commands/progress.server";
import { progressForm } from "../../dispatch/form";
import { parseForm } from "../../platform/form";
import { refuse } from "../../platform/types";
import { Refusal } from "../../ui/notice";
import { refused } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireOwnTask } from "./own.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireOwnTask(args);
  const form = parseForm(progressForm, await args.request.formData());
  const result = form.ok ? await progress(ctx, id, form.value.to) : refuse("unknown");
  return result.ok ? redirect(`/tasks/${id}`, 303) : refused({}, result);
}

export default function Progress() {
  const { refusal } = useAnswer();
  return refusal && <Refusal>{refusal}</Refusal>;
}
