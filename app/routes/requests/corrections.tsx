import type { ActionFunctionArgs } from "@remix-run/node";
import { useOutletContext, useParams } from "@remix-run/react";
import { refuse } from "../../platform/types";
import { correctRequest } from "../../requests/commands/correct.server";
import { CorrectionForm } from "../../requests/view/resident/correction-form";
import type { TrackedRequest } from "../../requests/views";
import { answer, readSent } from "../answer.server";
import { useAnswer } from "../use-answer";
import { performOwn } from "./own-word.server";

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  const to = `/track/${token}#notes`;
  const { notes } = context.limits;
  if (!(await notes.consume(token))) return answer(sent, refuse("flood"), to);
  const corrected = await performOwn(context, correctRequest, sent, token);
  // Only what was written counts: not what a phone sends again because the answer was lost.
  if (!corrected.ok || corrected.repeated) await notes.giveBack(token);
  return answer(sent, corrected, to);
}

export default function Corrections() {
  const { token } = useParams();
  const { typed, errors, refusal } = useAnswer();
  const { forOther } = useOutletContext<TrackedRequest>().written;
  return (
    <CorrectionForm
      link={`/track/${token}`}
      typed={typed}
      errors={errors}
      refusal={refusal}
      forOther={forOther}
    />
  );
}
