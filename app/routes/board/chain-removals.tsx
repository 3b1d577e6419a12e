import { leaveOut } from "../../dispatch/commands/chain.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { taskStep } from "./task.server";

export const action = taskStep((ctx, sent, id) => perform(ctx, leaveOut, sent, { id }), {
  hash: "#team",
});

export default RefusedStep;
