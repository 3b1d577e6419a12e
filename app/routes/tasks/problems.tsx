import { reportProblem } from "../../dispatch/commands/progress.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { ownTaskStep } from "./own.server";

export const action = ownTaskStep((ctx, sent, id) => perform(ctx, reportProblem, sent, { id }));

export default RefusedStep;
