import { askComing } from "../../dispatch/commands/still-coming.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { taskStep } from "./task.server";

/** A coordinator asks a volunteer whether they are still coming. */
export const action = taskStep((ctx, sent, id) => perform(ctx, askComing, sent, { id }), {
  hash: "#team",
});

export default RefusedStep;
