import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { newRecoveryCodes, renewRecoveryCodes } from "../../accounts/commands/second-factor.server";
import { NewCodesPage, RecoveryCodesPage } from "../../accounts/view/factor-pages";
import { refuse } from "../../platform/types";
import { emptyAnswer, perform, readSent } from "../answer.server";
import { requireRecent, statusOf } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import type { CodesAnswer } from "./adding.server";

export const handle = { face: "member" };
export const meta = titled("security:codes.title");

/** Codes are the answer to a press and stand nowhere else; without one, the page has the button. */
export async function loader(args: LoaderFunctionArgs) {
  await requireRecent(args);
  return null;
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const sent = await readSent(args.request);
  const codes = newRecoveryCodes();
  const renewed = await perform({ ...ctx, codes }, renewRecoveryCodes, sent);
  if (renewed.ok && !renewed.repeated) return data<CodesAnswer>({ ...emptyAnswer, codes });
  // They were shown the first time, and stand nowhere.
  const refusal = renewed.ok ? refuse("security.codes_shown") : renewed;
  const answer = { ...emptyAnswer, refusal, codes: [] };
  return data<CodesAnswer>(answer, { status: statusOf(refusal) });
}

export default function RecoveryCodes() {
  const { refusal } = useAnswer();
  const codes = useActionData<CodesAnswer>()?.codes ?? [];
  if (codes.length > 0) return <RecoveryCodesPage codes={codes} />;
  return <NewCodesPage refusal={refusal} />;
}
