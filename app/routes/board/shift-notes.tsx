import { leaveNote } from "../../shifts/commands/leave-note.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { shiftStep } from "./shift.server";

export const action = shiftStep((ctx, sent, id) => perform(ctx, leaveNote, sent, { id }));

export default RefusedStep;
