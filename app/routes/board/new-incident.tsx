import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { openIncident } from "../../incidents/commands/keep-incident.server";
import { IncidentForm } from "../../incidents/view/incident-forms";
import { answer, perform, readSent } from "../answer.server";
import { requireAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("overview:incident.open");

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await requireAdministrator(args);
  const { districts } = await readChoices(db);
  return { districts };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const sent = await readSent(args.request, ["districts"]);
  return answer(sent, await perform(ctx, openIncident, sent), ({ id }) => `/board/incidents/${id}`);
}

export default function NewIncident() {
  const { districts } = useLoaderData<typeof loader>();
  const { kept, errors, refusal } = useAnswer();
  const answered = { typed: kept, errors, refusal };
  return <IncidentForm incident={null} districts={districts} {...answered} />;
}
