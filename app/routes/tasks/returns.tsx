import type { ActionFunctionArgs } from "@remix-run/node";
import { bringBack } from "../../dispatch/commands/supply.server";
import { refuse } from "../../platform/types";
import { answer, perform, readSent } from "../answer.server";
import { requireOwnTask } from "./own.server";
import { RefusedSupply } from "./supply-form";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireOwnTask(args);
  const sent = await readSent(args.request);
  const brought = await perform(ctx, bringBack, sent, { id });
  const unknown = !brought.ok && brought.errors?.reservation;
  return answer(sent, unknown ? refuse("reservation.unknown") : brought, `/tasks/${id}`);
}

export default RefusedSupply;
