import { markSlot } from "../../shifts/commands/mark-slot.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { shiftStep } from "./shift.server";

export const action = shiftStep((ctx, sent) => perform(ctx, markSlot, sent));

export default RefusedStep;
