import { type ActionFunctionArgs, data } from "@remix-run/node";
import { refuse } from "../../platform/types";
import { forgetByCode } from "../../privacy/commands/forget.server";
import { ForgetByCodePage } from "../../privacy/view/forget-by-code-page";
import { lookUpForm } from "../../requests/form";
import { emptyAnswer, inputRefusal, perform, readSent, refused } from "../answer.server";
import { countGuess } from "../requests/guesses.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { forgotten } from "./erasing.server";

export const handle = { form: true };
export const meta = titled("data:byCode.title");

/** For whoever has no link, everybody who asked by phone among them: guesses are counted as on the page of the look-up. */
export async function action({ request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  const { typed } = sent;
  const known = lookUpForm.safeParse(typed);
  if (!known.success) return refused(typed, inputRefusal(known.error));
  const takeBack = await countGuess(context, known.data.code);
  if (!takeBack) return refused(typed, refuse("flood"));
  const result = await perform(context, forgetByCode, sent);
  if (!result.ok && result.errors?.code)
    return data({ ...emptyAnswer, typed, errors: result.errors }, { status: 404 });
  await takeBack();
  return forgotten(sent, result);
}

export default function ErasureByCode() {
  return <ForgetByCodePage {...useAnswer()} />;
}
