import { publishShift } from "../../shifts/commands/publish-shift.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { shiftStep } from "./shift.server";

export const action = shiftStep((ctx, sent, id) => perform(ctx, publishShift, sent, { id }));

export default RefusedStep;
