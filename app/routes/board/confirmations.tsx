import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import { type Confirmed, confirmTask } from "../../dispatch/commands/conclude.server";
import { amountOf, versionForm } from "../../dispatch/form";
import { ConfirmForm } from "../../dispatch/view/task-forms";
import type { OpenTask } from "../../dispatch/view/task-page";
import { readTyped } from "../../platform/form";
import { refuse } from "../../platform/types";
import { refused, wrong } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireTask } from "./sheet.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireTask(args);
  const typed = readTyped(await args.request.formData());
  const version = versionForm.safeParse(typed);
  if (!version.success) return refused({}, refuse("task.unknown"));
  const delivered: Confirmed[] = [];
  for (const [name, value] of Object.entries(typed)) {
    const [kind, requestId = ""] = name.split(/-(.*)/s);
    if (kind === "amount") {
      const amount = amountOf(String(value));
      if (amount === "wrong") return wrong(typed, { [name]: "amount" });
      delivered.push({ requestId, amount: amount ?? 0, whole: false });
    }
    if (kind === "outcome") delivered.push({ requestId, amount: null, whole: value === "whole" });
  }
  const result = await confirmTask(ctx, id, { ...version.data, delivered });
  return result.ok ? redirect(`/board/tasks/${id}`, 303) : refused(typed, result);
}

export default function Confirmations() {
  const { kept, errors, refusal } = useAnswer();
  const { opened } = useOutletContext<{ opened: OpenTask }>();
  return <ConfirmForm opened={opened} typed={kept} errors={errors} refusal={refusal} />;
}
