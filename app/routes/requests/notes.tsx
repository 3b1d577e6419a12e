import type { ActionFunctionArgs } from "@remix-run/node";
import { useOutletContext, useParams } from "@remix-run/react";
import { typedText } from "../../platform/form";
import { refuse } from "../../platform/types";
import { addResidentNote } from "../../requests/commands/note.server";
import { NoteForm } from "../../requests/view/resident/track-page";
import type { TrackedRequest } from "../../requests/views";
import { answer, noteRefusal, readSent } from "../answer.server";
import { useAnswer } from "../use-answer";
import { performOwn } from "./own-word.server";

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  const to = `/track/${token}#notes`;
  const { notes } = context.limits;
  if (!(await notes.consume(token))) return answer(sent, refuse("flood"), to);
  const added = await performOwn(context, addResidentNote, sent, token);
  // Only what was written counts: not what a phone sends again because the answer was lost.
  if (!added.ok || added.repeated) await notes.giveBack(token);
  return answer(sent, noteRefusal(added), to);
}

/** Shown by its parent in the place of its own form. */
export default function Notes() {
  const { token } = useParams();
  const tracked = useOutletContext<TrackedRequest>();
  const { typed, refusal } = useAnswer();
  return (
    <NoteForm
      link={`/track/${token}`}
      tracked={tracked}
      typed={typedText(typed, "note")}
      error={refusal}
    />
  );
}
