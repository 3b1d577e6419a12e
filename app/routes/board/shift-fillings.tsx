import { fillPlace } from "../../shifts/commands/fill-place.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { shiftStep } from "./shift.server";

export const action = shiftStep((ctx, sent) => perform(ctx, fillPlace, sent));

export default RefusedStep;
