import { type ActionFunctionArgs, data, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { renewRecoveryCodes } from "../../accounts/commands/second-factor.server";
import { RecoveryCodesPage } from "../../accounts/view/factor-pages";
import { Refusal } from "../../ui/notice";
import { emptyAnswer } from "../answer.server";
import { requireRecent, statusOf } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import type { CodesAnswer } from "./after-adding.server";

export const handle = { face: "member" };
export const meta = titled("security:codes.title");

/** Codes are the answer to a press and stand nowhere else. */
export const loader = () => redirect("/account/security", 303);

export async function action(args: ActionFunctionArgs) {
  const result = await renewRecoveryCodes(await requireRecent(args));
  if (result.ok) return data<CodesAnswer>({ ...emptyAnswer, codes: result.value });
  const answer = { ...emptyAnswer, refusal: result, codes: [] };
  return data<CodesAnswer>(answer, { status: statusOf(result) });
}

export default function RecoveryCodes() {
  const { refusal } = useAnswer();
  const codes = useActionData<CodesAnswer>()?.codes ?? [];
  return refusal ? <Refusal>{refusal}</Refusal> : <RecoveryCodesPage codes={codes} />;
}
