import { type ActionFunctionArgs, data } from "@remix-run/node";
import { refuse } from "../../platform/types";
import { sendLinkAgain } from "../../requests/commands/send-link.server";
import { lookUpForm } from "../../requests/form";
import { lookUpRequest } from "../../requests/queries/look-up.server";
import { emptyAnswer, inputRefusal, perform, readSent, refused } from "../answer.server";
import { countGuess } from "./guesses.server";

// The page of the look-up: with where the request stands, and that the link is on its way.
export { default, handle, meta } from "./look-up";

export async function action({ request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  const { typed } = sent;
  const known = lookUpForm.safeParse(typed);
  if (!known.success) return refused(typed, inputRefusal(known.error));
  const { code, digits } = known.data;
  const takeBack = await countGuess(context, code);
  if (!takeBack) return refused(typed, refuse("flood"));
  const ordered = await perform(context, sendLinkAgain, sent);
  if (!ordered.ok)
    return data({ ...emptyAnswer, typed, errors: ordered.errors ?? {} }, { status: 404 });
  await takeBack();
  const status = await lookUpRequest(context.db, code, digits);
  return data({ ...emptyAnswer, typed, status, linkSent: true });
}
