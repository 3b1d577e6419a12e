import type { ActionFunctionArgs } from "@remix-run/node";
import { parseForm } from "../../platform/form";
import { refuse } from "../../platform/types";
import { addNote, reopenRequest } from "../../requests/commands/end.server";
import { noteForm, versionForm } from "../../requests/form";
import { Refusal } from "../../ui/notice";
import { refused } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireRequest, toSheet } from "./sheet.server";

/** What takes one button: `/notes` and `/reopenings`; asked for, they show the request. */
export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireRequest(args);
  const sent = await args.request.formData();
  if (new URL(args.request.url).pathname.includes("/reopenings")) {
    const form = parseForm(versionForm, sent);
    const result = form.ok ? await reopenRequest(ctx, id, form.value) : refuse("unknown");
    return result.ok ? toSheet(args) : refused({}, result);
  }
  const form = parseForm(noteForm, sent);
  if (!form.ok) return refused({}, refuse(`request.note_${form.errors.note ?? "empty"}`));
  const forResident = sent.get("forResident") === "yes";
  const result = await addNote(ctx, id, { note: form.value.note, forResident });
  return result.ok ? toSheet(args, "#notes") : refused({}, result);
}

export default function Word() {
  const { refusal } = useAnswer();
  return refusal && <Refusal>{refusal}</Refusal>;
}
