import { markPlace } from "../../shifts/commands/mark-place.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { shiftStep } from "./shift.server";

export const action = shiftStep((ctx, sent) => perform(ctx, markPlace, sent));

export default RefusedStep;
