import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData, useParams } from "@remix-run/react";
import { answerSwap } from "../../shifts/commands/swap.server";
import { isShiftId, openSwap } from "../../shifts/queries/own-shift.server";
import { SwapPage } from "../../shifts/view/swap-page";
import { refused } from "../answer.server";
import { found, requireVolunteer } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("shifts:swap.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  return { found: found(await openSwap(ctx, args.params.token ?? "")) };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const given = String((await args.request.formData()).get("given") ?? "");
  const result = await answerSwap(ctx, args.params.token ?? "", isShiftId(given) ? given : null);
  return result.ok ? redirect(`/shifts/${result.value}`, 303) : refused({}, result);
}

export default function Swap() {
  const { refusal } = useAnswer();
  return (
    <SwapPage {...useLoaderData<typeof loader>()} token={useParams().token!} refusal={refusal} />
  );
}
