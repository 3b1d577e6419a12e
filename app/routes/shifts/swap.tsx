import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useParams } from "@remix-run/react";
import { answerSwap } from "../../shifts/commands/swap.server";
import { openSwap } from "../../shifts/queries/own-shift.server";
import { SwapPage } from "../../shifts/view/swap-page";
import { answer, perform, readSent } from "../answer.server";
import { found, requireVolunteer } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { stepRefusal } from "./step.server";

export const handle = { face: "member" };
export const meta = titled("shifts:swap.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  return { found: found(await openSwap(ctx, args.params.token ?? "")) };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const sent = await readSent(args.request);
  const { token = "" } = args.params;
  const answered = await perform(ctx, answerSwap, sent, { token });
  return answer(sent, stepRefusal(answered), (shift) => `/shifts/${shift}`);
}

export default function Swap() {
  const { refusal } = useAnswer();
  return (
    <SwapPage {...useLoaderData<typeof loader>()} token={useParams().token!} refusal={refusal} />
  );
}
