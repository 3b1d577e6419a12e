import type { ActionFunctionArgs } from "@remix-run/node";
import { refuse } from "../../platform/types";
import { addResidentNote } from "../../requests/commands/note.server";
import { answer, noteRefusal, perform, readSent } from "../answer.server";
import { RefusedStep } from "../refused-step";

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  const to = `/track/${token}#notes`;
  const { notes } = context.limits;
  if (!(await notes.consume(token))) return answer(sent, refuse("flood"), to);
  const added = await perform(context, addResidentNote, sent, { token });
  if (!added.ok) await notes.giveBack(token);
  return answer(sent, noteRefusal(added), to);
}

/** The form stands further down the page: what is wrong leads there. */
export default function Notes() {
  return <RefusedStep field="note" />;
}
