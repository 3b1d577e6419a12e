import type { ActionFunctionArgs } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import { endTask } from "../../dispatch/commands/conclude.server";
import { EndingForm } from "../../dispatch/view/task-forms";
import type { OpenTask } from "../../dispatch/view/task-page";
import { answer, perform, readSent } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireTask } from "./sheet.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireTask(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, endTask, sent, { id }), `/board/tasks/${id}`);
}

export default function TaskEnding() {
  const { kept, errors, refusal } = useAnswer();
  const { opened } = useOutletContext<{ opened: OpenTask }>();
  return <EndingForm opened={opened} typed={kept} errors={errors} refusal={refusal} />;
}
