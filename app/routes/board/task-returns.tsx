import { returnTask } from "../../dispatch/commands/conclude.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { taskStep } from "./task.server";

export const action = taskStep((ctx, sent, id) => perform(ctx, returnTask, sent, { id }));

export default RefusedStep;
