import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { parseForm } from "../../platform/form";
import { tellOutcome } from "../../requests/commands/outcome.server";
import { outcomeForm } from "../../requests/form";
import { respond } from "../gate.server";
import { ResidentRefusal } from "./resident-word";

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const form = parseForm(outcomeForm, await request.formData());
  if (!form.ok) return redirect(`/track/${token}`, 303);
  return respond(await tellOutcome(context, token, form.value.came === "yes"), `/track/${token}`);
}

export default function Outcome() {
  return <ResidentRefusal code={useActionData<typeof action>()?.refusal.code} />;
}
