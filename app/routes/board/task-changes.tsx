import { useOutletContext } from "@remix-run/react";
import { changeTask } from "../../dispatch/commands/change-task.server";
import { ChangeForm } from "../../dispatch/view/task-forms";
import type { OpenedTask } from "../../dispatch/views";
import { perform } from "../answer.server";
import { useAnswer } from "../use-answer";
import { taskStep } from "./task.server";

export const action = taskStep((ctx, sent, id) => perform(ctx, changeTask, sent, { id }), {
  lists: ["skills"],
});

export default function TaskChanges() {
  const { kept, errors, refusal } = useAnswer();
  const { opened } = useOutletContext<{ opened: OpenedTask }>();
  return <ChangeForm opened={opened} typed={kept} errors={errors} refusal={refusal} />;
}
