import { leaveShift } from "../../shifts/commands/leave-shift.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { ownStep } from "./own.server";

export const action = ownStep((ctx, sent, { own }) => perform(ctx, leaveShift, sent, { id: own }));

export default RefusedStep;
