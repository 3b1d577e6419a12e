import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { editIncident } from "../../incidents/commands/keep-incident.server";
import { findIncident } from "../../incidents/queries/incidents.server";
import { IncidentForm } from "../../incidents/view/incident-forms";
import { answer, perform, readSent } from "../answer.server";
import { found, requireAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("overview:incident.edit");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const incident = found(await findIncident(ctx, args.params.id ?? ""));
  const { districts } = await readChoices(ctx.db);
  return { incident, districts };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const sent = await readSent(args.request, ["districts"]);
  const { id } = args.params;
  return answer(sent, await perform(ctx, editIncident, sent, { id }), `/board/incidents/${id}`);
}

export default function EditIncident() {
  const { kept, errors, refusal } = useAnswer();
  const answered = { typed: kept, errors, refusal };
  return <IncidentForm {...useLoaderData<typeof loader>()} {...answered} />;
}
