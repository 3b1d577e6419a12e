import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { closeIncident } from "../../incidents/commands/keep-incident.server";
import { ClosingForm } from "../../incidents/view/incident-forms";
import { readReport } from "../../overview/queries/report.server";
import { answer, perform, readSent } from "../answer.server";
import { found, requireAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("overview:incident.close");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const { incident, counted } = found(await readReport(ctx, args.params.id ?? ""));
  return { incident, open: counted.total.open };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const sent = await readSent(args.request);
  const { id } = args.params;
  return answer(sent, await perform(ctx, closeIncident, sent, { id }), `/board/incidents/${id}`);
}

export default function CloseIncident() {
  const { kept, errors, refusal } = useAnswer();
  const answered = { typed: kept, errors, refusal };
  return <ClosingForm {...useLoaderData<typeof loader>()} {...answered} />;
}
