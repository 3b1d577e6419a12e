import type { ActionFunctionArgs } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import { parseForm } from "../../platform/form";
import { mergeRequest } from "../../requests/commands/merge.server";
import { mergeForm } from "../../requests/form";
import { MergeForm, type SheetForm } from "../../requests/view/board/sheet-forms";
import { refused, wrong } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireRequest, toSheet } from "./sheet.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireRequest(args);
  const form = parseForm(mergeForm, await args.request.formData());
  if (!form.ok) return wrong(form.typed, form.errors);
  const result = await mergeRequest(ctx, id, form.value);
  return result.ok ? toSheet(args) : refused(form.typed, result);
}

export default function Merge() {
  const { kept, errors, refusal } = useAnswer();
  return (
    <MergeForm {...useOutletContext<SheetForm>()} typed={kept} errors={errors} refusal={refusal} />
  );
}
