import { answerSlot } from "../../shifts/commands/answer-slot.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { ownStep } from "./own.server";

export const action = ownStep((ctx, sent, { own }) => perform(ctx, answerSlot, sent, { id: own }));

export default RefusedStep;
