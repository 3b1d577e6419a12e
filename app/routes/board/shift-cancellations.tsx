import { cancelShift } from "../../shifts/commands/cancel-shift.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { shiftStep } from "./shift.server";

export const action = shiftStep((ctx, sent, id) => perform(ctx, cancelShift, sent, { id }));

export default RefusedStep;
