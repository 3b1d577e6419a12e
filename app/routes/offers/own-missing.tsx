import type { ActionFunctionArgs } from "@remix-run/node";
import { reportOwnMissing } from "../../resources/commands/report-missing.server";
import { answer, perform, readSent } from "../answer.server";
import { asRefusal } from "../one-press.server";
import { RefusedStep } from "../refused-step";

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  const reported = await perform(context, reportOwnMissing, sent, { token });
  return answer(sent, asRefusal(reported, "reservation.unknown"), `/lent/${token}`);
}

export default RefusedStep;
