import { moveToRequest } from "../../dispatch/commands/move.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { taskStep } from "./task.server";

export const action = taskStep((ctx, sent, id) => perform(ctx, moveToRequest, sent, { id }));

export default RefusedStep;
