import { confirmReached } from "../../dispatch/commands/safety.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { taskStep } from "./task.server";

/** A coordinator has reached a volunteer who did not answer. */
export const action = taskStep((ctx, sent, id) => perform(ctx, confirmReached, sent, { id }), {
  hash: "#team",
});

export default RefusedStep;
