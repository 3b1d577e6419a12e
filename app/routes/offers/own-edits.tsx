import type { ActionFunctionArgs } from "@remix-run/node";
import { editOwnOffer } from "../../resources/commands/change-offer.server";
import { answer, perform, readSent } from "../answer.server";

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const sent = await readSent(request, ["when"]);
  return answer(sent, await perform(context, editOwnOffer, sent, { token }), `/lent/${token}`);
}

export { default } from "./edits";
