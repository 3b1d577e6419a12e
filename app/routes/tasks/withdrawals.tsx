import { useOutletContext } from "@remix-run/react";
import { withdraw } from "../../dispatch/commands/answer.server";
import { NoForm, type OwnFormProps } from "../../dispatch/view/own-forms";
import { perform } from "../answer.server";
import { useAnswer } from "../use-answer";
import { ownTaskStep } from "./own.server";

export const action = ownTaskStep((ctx, sent, id) => perform(ctx, withdraw, sent, { id }), {
  to: () => "/tasks",
});

export default function Withdrawals() {
  const { kept, errors, refusal } = useAnswer();
  const { sheet } = useOutletContext<OwnFormProps>();
  return <NoForm sheet={sheet} typed={kept} errors={errors} refusal={refusal} path="withdrawals" />;
}
