import type { ActionFunctionArgs } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import type { ComponentProps } from "react";
import { triage } from "../../requests/commands/triage.server";
import { TriageForm } from "../../requests/view/board/sheet-forms";
import { answer, perform, readSent } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireRequest, sheetOf } from "./sheet.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireRequest(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, triage, sent, { id }), sheetOf(args));
}

export default function Triage() {
  const { kept, errors, refusal } = useAnswer();
  const sheet = useOutletContext<ComponentProps<typeof TriageForm>>();
  return <TriageForm {...sheet} typed={kept} errors={errors} refusal={refusal} />;
}
