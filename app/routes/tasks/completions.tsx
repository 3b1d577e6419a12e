import { useOutletContext } from "@remix-run/react";
import { completeTask } from "../../dispatch/commands/progress.server";
import { DoneForm, type OwnFormProps } from "../../dispatch/view/own-forms";
import { perform } from "../answer.server";
import { useAnswer } from "../use-answer";
import { ownTaskStep } from "./own.server";

export const action = ownTaskStep((ctx, sent, id) => perform(ctx, completeTask, sent, { id }), {
  lists: ["ticked"],
});

export default function Completions() {
  const { kept, errors, refusal } = useAnswer();
  const { sheet } = useOutletContext<OwnFormProps>();
  return <DoneForm sheet={sheet} typed={kept} errors={errors} refusal={refusal} />;
}
