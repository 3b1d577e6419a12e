import type { ActionFunctionArgs } from "@remix-run/node";
import { takeSlot } from "../../shifts/commands/take-slot.server";
import { answer, perform, readSent } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { requireOwnShift } from "./own.server";
import { stepRefusal } from "./step.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, opened } = await requireOwnShift(args);
  const sent = await readSent(args.request);
  const taken = await perform(ctx, takeSlot, sent);
  return answer(sent, stepRefusal(taken), `/shifts/${opened.shift.id}`);
}

export default RefusedStep;
