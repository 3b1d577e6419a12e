import { answerPlace } from "../../shifts/commands/answer-place.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { ownStep } from "./own.server";

export const action = ownStep((ctx, sent, { own }) => perform(ctx, answerPlace, sent, { id: own }));

export default RefusedStep;
