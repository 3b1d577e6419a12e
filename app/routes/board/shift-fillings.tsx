import { fillSlot } from "../../shifts/commands/fill-slot.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { shiftStep } from "./shift.server";

export const action = shiftStep((ctx, sent) => perform(ctx, fillSlot, sent));

export default RefusedStep;
