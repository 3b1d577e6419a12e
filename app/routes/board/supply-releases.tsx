import { releaseSupply } from "../../dispatch/commands/supply.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { taskStep } from "./task.server";

export const action = taskStep((ctx, sent, id) => perform(ctx, releaseSupply, sent, { id }), {
  hash: "#supplies",
});

export default RefusedStep;
