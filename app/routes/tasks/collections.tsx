import type { ActionFunctionArgs } from "@remix-run/node";
import { fetchSupply } from "../../dispatch/commands/supply.server";
import { refuse } from "../../platform/types";
import { answer, perform, readSent } from "../answer.server";
import { requireOwnTask } from "./own.server";
import { RefusedSupply } from "./supply-form";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireOwnTask(args);
  const sent = await readSent(args.request);
  const fetched = await perform(ctx, fetchSupply, sent, { id });
  const unknown = !fetched.ok && fetched.errors?.reservation;
  return answer(sent, unknown ? refuse("reservation.unknown") : fetched, `/tasks/${id}`);
}

export default RefusedSupply;
