import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { tellOutcome } from "../../requests/commands/outcome.server";
import { answer, readSent } from "../answer.server";
import { performOwn } from "./own-word.server";
import { ResidentRefusal } from "./resident-word";

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  const to = `/track/${token}`;
  const told = await performOwn(context, tellOutcome, sent, token);
  // Nothing was chosen: the page asks once more.
  return !told.ok && told.errors ? redirect(to, 303) : answer(sent, told, to);
}

export default ResidentRefusal;
