import { type ActionFunctionArgs, data } from "@remix-run/node";
import { refuse } from "../../platform/types";
import { answerByCode } from "../../requests/commands/outcome.server";
import { lookUpForm } from "../../requests/form";
import { lookUpRequest } from "../../requests/queries/look-up.server";
import {
  emptyAnswer,
  inputRefusal,
  noteRefusal,
  perform,
  readSent,
  refused,
} from "../answer.server";
import { countGuess } from "./guesses.server";

// The page of the look-up: with where the request stands now, and that the answer was heard.
export { default, handle, meta } from "./look-up";

export async function action({ request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  const { typed } = sent;
  const known = lookUpForm.safeParse(typed);
  if (!known.success) return refused(typed, inputRefusal(known.error));
  const { code, digits } = known.data;
  const takeBack = await countGuess(context, code);
  if (!takeBack) return refused(typed, refuse("flood"));
  const told = await perform(context, answerByCode, sent);
  if (!told.ok && told.errors?.code)
    return data({ ...emptyAnswer, typed, errors: told.errors }, { status: 404 });
  const status = await lookUpRequest(context.db, code, digits);
  if (status) await takeBack();
  if (told.ok) return data({ ...emptyAnswer, typed, status, heard: true });
  // Nothing was chosen: the page asks once more.
  const refusal = told.errors?.came ? null : noteRefusal(told);
  return data({ ...emptyAnswer, typed, status, refusal }, { status: 422 });
}
