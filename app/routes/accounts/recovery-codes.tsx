import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { renewRecoveryCodes } from "../../accounts/commands/second-factor.server";
import { NewCodesPage, RecoveryCodesPage } from "../../accounts/view/factor-pages";
import { emptyAnswer } from "../answer.server";
import { requireRecent, statusOf } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import type { CodesAnswer } from "./after-adding.server";

export const handle = { face: "member" };
export const meta = titled("security:codes.title");

/** Codes are the answer to a press and stand nowhere else; without one, the page has the button. */
export async function loader(args: LoaderFunctionArgs) {
  await requireRecent(args);
  return null;
}

export async function action(args: ActionFunctionArgs) {
  const result = await renewRecoveryCodes(await requireRecent(args));
  if (result.ok) return data<CodesAnswer>({ ...emptyAnswer, codes: result.value });
  const answer = { ...emptyAnswer, refusal: result, codes: [] };
  return data<CodesAnswer>(answer, { status: statusOf(result) });
}

export default function RecoveryCodes() {
  const { refusal } = useAnswer();
  const codes = useActionData<CodesAnswer>()?.codes ?? [];
  if (codes.length > 0) return <RecoveryCodesPage codes={codes} />;
  return <NewCodesPage refusal={refusal} />;
}
