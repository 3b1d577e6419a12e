import type { ActionFunctionArgs } from "@remix-run/node";
import { reopenIncident } from "../../incidents/commands/keep-incident.server";
import { answer, perform, readSent } from "../answer.server";
import { requireAdministrator } from "../gate.server";
import { asRefusal } from "../one-press.server";
import { RefusedStep } from "../refused-step";

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const sent = await readSent(args.request);
  const { id } = args.params;
  const opened = asRefusal(await perform(ctx, reopenIncident, sent, { id }), "incident.unknown");
  return answer(sent, opened, `/board/incidents/${id}`);
}

export default RefusedStep;
