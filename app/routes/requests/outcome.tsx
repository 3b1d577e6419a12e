import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { tellOutcome } from "../../requests/commands/outcome.server";
import { answer, perform, readSent } from "../answer.server";
import { ResidentRefusal } from "./resident-word";

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  const to = `/track/${token}`;
  const told = await perform(context, tellOutcome, sent, { token });
  // Nothing was chosen: the page asks once more.
  return !told.ok && told.errors ? redirect(to, 303) : answer(sent, told, to);
}

export default ResidentRefusal;
