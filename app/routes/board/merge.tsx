import type { ActionFunctionArgs } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import { mergeRequest } from "../../requests/commands/merge.server";
import { MergeForm, type SheetForm } from "../../requests/view/board/sheet-forms";
import { answer, perform, readSent } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireRequest, sheetOf } from "./sheet.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireRequest(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, mergeRequest, sent, { id }), sheetOf(args));
}

export default function Merge() {
  const { kept, errors, refusal } = useAnswer();
  return (
    <MergeForm {...useOutletContext<SheetForm>()} typed={kept} errors={errors} refusal={refusal} />
  );
}
