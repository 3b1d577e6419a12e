import type { ActionFunctionArgs } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import { withdraw } from "../../dispatch/commands/answer.server";
import { NoForm, type OwnFormProps } from "../../dispatch/view/own-forms";
import { answer, perform, readSent } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireOwnTask } from "./own.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireOwnTask(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, withdraw, sent, { id }), "/tasks");
}

export default function Withdrawals() {
  const { kept, errors, refusal } = useAnswer();
  const { sheet } = useOutletContext<OwnFormProps>();
  return <NoForm sheet={sheet} typed={kept} errors={errors} refusal={refusal} path="withdrawals" />;
}
