import type { ActionFunctionArgs } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import { completeTask } from "../../dispatch/commands/progress.server";
import { DoneForm, type OwnFormProps } from "../../dispatch/view/own-forms";
import { answer, perform, readSent } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireOwnTask } from "./own.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireOwnTask(args);
  const sent = await readSent(args.request, ["ticked"]);
  return answer(sent, await perform(ctx, completeTask, sent, { id }), `/tasks/${id}`);
}

export default function Completions() {
  const { kept, errors, refusal } = useAnswer();
  const { sheet } = useOutletContext<OwnFormProps>();
  return <DoneForm sheet={sheet} typed={kept} errors={errors} refusal={refusal} />;
}
