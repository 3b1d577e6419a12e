import { useOutletContext } from "@remix-run/react";
import { confirmTask } from "../../dispatch/commands/conclude.server";
import { ConfirmForm } from "../../dispatch/view/task-forms";
import type { OpenedTask } from "../../dispatch/views";
import { perform } from "../answer.server";
import { useAnswer } from "../use-answer";
import { taskStep } from "./task.server";

export const action = taskStep((ctx, sent, id) => perform(ctx, confirmTask, sent, { id }));

export default function Confirmations() {
  const { kept, errors, refusal } = useAnswer();
  const { opened } = useOutletContext<{ opened: OpenedTask }>();
  return <ConfirmForm opened={opened} typed={kept} errors={errors} refusal={refusal} />;
}
