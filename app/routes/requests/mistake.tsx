import type { ActionFunctionArgs } from "@remix-run/node";
import { takeBack } from "../../requests/commands/outcome.server";
import { answer, perform, readSent } from "../answer.server";
import { ResidentRefusal } from "./resident-word";

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  return answer(sent, await perform(context, takeBack, sent, { token }), `/track/${token}`);
}

export default ResidentRefusal;
