import type { ActionFunctionArgs } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import { answerOffer } from "../../dispatch/commands/answer.server";
import { NoForm, type OwnFormProps } from "../../dispatch/view/own-forms";
import { answer, perform, readSent } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireOwnTask } from "./own.server";

/** Yes, or no with a reason. */
export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireOwnTask(args);
  const sent = await readSent(args.request);
  const answered = await perform(ctx, answerOffer, sent, { id });
  return answer(sent, answered, ({ accepted }) => (accepted ? `/tasks/${id}` : "/tasks"));
}

export default function Answers() {
  const { kept, errors, refusal } = useAnswer();
  const { sheet } = useOutletContext<OwnFormProps>();
  return <NoForm sheet={sheet} typed={kept} errors={errors} refusal={refusal} path="answers" />;
}
