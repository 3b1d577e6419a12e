import { proposeSwap } from "../../shifts/commands/swap.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { ownStep } from "./own.server";

export const action = ownStep(
  (ctx, sent, { own }) => perform(ctx, proposeSwap, sent, { id: own }),
  (token) => `?swap=${token}#swap`,
);

export default RefusedStep;
