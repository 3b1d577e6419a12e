import type { ActionFunctionArgs } from "@remix-run/node";
import { letGoOfJob } from "../../overview/commands/keep-queue.server";
import { answer, perform, readSent } from "../answer.server";
import { requireAdministrator } from "../gate.server";
import { asRefusal } from "../one-press.server";
import Jobs from "./jobs";

export { loader, meta } from "./jobs";

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const sent = await readSent(args.request);
  const { id } = args.params;
  return answer(
    sent,
    asRefusal(await perform(ctx, letGoOfJob, sent, { id }), "job.unknown"),
    "/admin/jobs",
  );
}

export default Jobs;
