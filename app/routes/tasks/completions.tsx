import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import { complete, type Report } from "../../dispatch/commands/progress.server";
import { amountOf } from "../../dispatch/form";
import { DoneForm, type OwnFormProps } from "../../dispatch/view/own-forms";
import { readTyped, typedText } from "../../platform/form";
import { refused, wrong } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireOwnTask } from "./own.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireOwnTask(args);
  const typed = readTyped(await args.request.formData(), { lists: ["ticked"] });
  const reports: Report[] = [];
  for (const [name, value] of Object.entries(typed)) {
    const [kind, requestId = ""] = name.split(/-(.*)/s);
    if (!/^[0-9a-f-]{36}$/.test(requestId)) continue;
    if (kind === "amount") {
      const amount = amountOf(String(value));
      if (amount === "wrong") return wrong(typed, { [name]: "amount" });
      reports.push({ requestId, amount, outcome: amount ? "part" : "none" });
    }
    if (kind === "outcome" && (value === "whole" || value === "part" || value === "none"))
      reports.push({ requestId, amount: null, outcome: value });
  }
  const ticked = [typed.ticked ?? []].flat().map(Number).filter(Number.isInteger);
  const note = typedText(typed, "note").trim().slice(0, 500);
  const result = await complete(ctx, id, { reports, ticked, note });
  return result.ok ? redirect(`/tasks/${id}`, 303) : refused(typed, result);
}

export default function Completions() {
  const { kept, errors, refusal } = useAnswer();
  const { sheet } = useOutletContext<OwnFormProps>();
  return <DoneForm sheet={sheet} typed={kept} errors={errors} refusal={refusal} />;
}
