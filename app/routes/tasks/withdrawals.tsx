import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import { withdraw } from "../../dispatch/commands/answer.server";
import { refusalForm } from "../../dispatch/form";
import { NoForm, type OwnFormProps } from "../../dispatch/view/own-forms";
import { parseForm } from "../../platform/form";
import { refused, wrong } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireOwnTask } from "./own.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireOwnTask(args);
  const form = parseForm(refusalForm, await args.request.formData());
  if (!form.ok) return wrong(form.typed, form.errors);
  const result = await withdraw(ctx, id, form.value);
  return result.ok ? redirect("/tasks", 303) : refused(form.typed, result);
}

export default function Withdrawals() {
  const { kept, errors, refusal } = useAnswer();
  const { sheet } = useOutletContext<OwnFormProps>();
  return <NoForm sheet={sheet} typed={kept} errors={errors} refusal={refusal} path="withdrawals" />;
}
