import { useOutletContext } from "@remix-run/react";
import { endTask } from "../../dispatch/commands/conclude.server";
import { EndingForm } from "../../dispatch/view/task-forms";
import type { OpenedTask } from "../../dispatch/views";
import { perform } from "../answer.server";
import { useAnswer } from "../use-answer";
import { taskStep } from "./task.server";

export const action = taskStep((ctx, sent, id) => perform(ctx, endTask, sent, { id }));

export default function TaskEndings() {
  const { kept, errors, refusal } = useAnswer();
  const { opened } = useOutletContext<{ opened: OpenedTask }>();
  return <EndingForm opened={opened} typed={kept} errors={errors} refusal={refusal} />;
}
