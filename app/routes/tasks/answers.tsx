import { useOutletContext } from "@remix-run/react";
import { answerOffer } from "../../dispatch/commands/answer.server";
import { NoForm, type OwnFormProps } from "../../dispatch/view/own-forms";
import { perform } from "../answer.server";
import { useAnswer } from "../use-answer";
import { ownTaskStep } from "./own.server";

/** Yes, or no with a reason. */
export const action = ownTaskStep((ctx, sent, id) => perform(ctx, answerOffer, sent, { id }), {
  to: (id, { accepted }) => (accepted ? `/tasks/${id}` : "/tasks"),
});

export default function Answers() {
  const { kept, errors, refusal } = useAnswer();
  const { sheet } = useOutletContext<OwnFormProps>();
  return <NoForm sheet={sheet} typed={kept} errors={errors} refusal={refusal} path="answers" />;
}
