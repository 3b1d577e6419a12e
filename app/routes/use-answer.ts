import { useActionData } from "@remix-run/react";
import { useI18n } from "../i18n/context";
import type { FormAnswer } from "./answer.server";

/** The last answer to a form of this page, its refusal in words. */
export function useAnswer() {
  const answer = useActionData<FormAnswer>();
  const { refusal } = useI18n();
  const why = answer?.refusal;
  return {
    typed: answer?.typed ?? {},
    errors: answer?.errors ?? {},
    refusal: why ? refusal(why.code, why.params) : null,
    /** What was typed, also when somebody else was first; null where the page is only opened. */
    kept: answer ? answer.typed : null,
  };
}
