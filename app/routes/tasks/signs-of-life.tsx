import { reportSafe } from "../../dispatch/commands/safety.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { ownTaskStep } from "./own.server";

/** A volunteer who was asked is all right. */
export const action = ownTaskStep((ctx, sent, id) => perform(ctx, reportSafe, sent, { id }));

export default RefusedStep;
