import { reportComing } from "../../dispatch/commands/still-coming.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { ownTaskStep } from "./own.server";

/** A volunteer who was asked is still coming. */
export const action = ownTaskStep((ctx, sent, id) => perform(ctx, reportComing, sent, { id }));

export default RefusedStep;
