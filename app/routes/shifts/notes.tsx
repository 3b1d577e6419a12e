import { leaveNote } from "../../shifts/commands/leave-note.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { ownStep } from "./own.server";

export const action = ownStep((ctx, sent, { shift }) =>
  perform(ctx, leaveNote, sent, { id: shift }),
);

export default RefusedStep;
