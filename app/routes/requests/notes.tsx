import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { parseForm } from "../../platform/form";
import { refuse } from "../../platform/types";
import { addResidentNote } from "../../requests/commands/note.server";
import { noteForm } from "../../requests/form";
import { respond } from "../gate.server";
import { ResidentRefusal } from "./resident-word";

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const form = parseForm(noteForm, await request.formData());
  const to = `/track/${token}#notes`;
  if (!form.ok) return respond(refuse(`request.note_${form.errors.note ?? "empty"}`), to);
  if (!(await context.limits.notes.consume(token))) return respond(refuse("flood"), to);
  return respond(await addResidentNote(context, token, form.value.note), to);
}

export default function Notes() {
  return <ResidentRefusal code={useActionData<typeof action>()?.refusal.code} />;
}
