import type { ActionFunctionArgs } from "@remix-run/node";
import { refuse } from "../../platform/types";
import { addResidentNote } from "../../requests/commands/note.server";
import { answer, noteRefusal, perform, readSent } from "../answer.server";
import { ResidentRefusal } from "./resident-word";

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  const to = `/track/${token}#notes`;
  const { notes } = context.limits;
  if (!(await notes.consume(token))) return answer(sent, refuse("flood"), to);
  const added = await perform(context, addResidentNote, sent, { token });
  if (!added.ok) await notes.giveBack(token);
  return answer(sent, noteRefusal(added), to);
}

export default ResidentRefusal;
