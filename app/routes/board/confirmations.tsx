import type { ActionFunctionArgs } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import { confirmTask } from "../../dispatch/commands/conclude.server";
import { ConfirmForm } from "../../dispatch/view/task-forms";
import type { OpenTask } from "../../dispatch/view/task-page";
import { refuse } from "../../platform/types";
import { answer, perform, readSent } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireTask } from "./sheet.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireTask(args);
  const sent = await readSent(args.request);
  const confirmed = await perform(ctx, confirmTask, sent, { id });
  const unknown = !confirmed.ok && confirmed.errors?.version;
  return answer(sent, unknown ? refuse("task.unknown") : confirmed, `/board/tasks/${id}`);
}

export default function Confirmations() {
  const { kept, errors, refusal } = useAnswer();
  const { opened } = useOutletContext<{ opened: OpenTask }>();
  return <ConfirmForm opened={opened} typed={kept} errors={errors} refusal={refusal} />;
}
