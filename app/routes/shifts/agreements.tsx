import { agreeSwap } from "../../shifts/commands/swap.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { ownStep } from "./own.server";

export const action = ownStep((ctx, sent) => perform(ctx, agreeSwap, sent));

export default RefusedStep;
