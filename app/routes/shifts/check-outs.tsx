import { checkOut } from "../../shifts/commands/check-in.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { ownStep } from "./own.server";

export const action = ownStep((ctx, sent, { own }) => perform(ctx, checkOut, sent, { id: own }));

export default RefusedStep;
