import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import { accept, decline } from "../../dispatch/commands/answer.server";
import { refusalForm } from "../../dispatch/form";
import { NoForm, type OwnFormProps } from "../../dispatch/view/own-forms";
import { parseForm } from "../../platform/form";
import { refused, wrong } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireOwnTask } from "./own.server";

/** Yes, or no with a reason. */
export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireOwnTask(args);
  const sent = await args.request.formData();
  if (sent.get("answer") === "yes") {
    const result = await accept(ctx, id);
    return result.ok ? redirect(`/tasks/${id}`, 303) : refused({}, result);
  }
  const form = parseForm(refusalForm, sent);
  if (!form.ok) return wrong(form.typed, form.errors);
  const result = await decline(ctx, id, form.value);
  return result.ok ? redirect("/tasks", 303) : refused(form.typed, result);
}

export default function Answers() {
  const { kept, errors, refusal } = useAnswer();
  const { sheet } = useOutletContext<OwnFormProps>();
  return <NoForm sheet={sheet} typed={kept} errors={errors} refusal={refusal} path="answers" />;
}
