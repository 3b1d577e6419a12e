import { openPlaceCalendar } from "../../shifts/commands/open-calendar.server";
import { perform } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { shiftStep } from "./shift.server";

export const action = shiftStep(
  (ctx, sent, id) => perform(ctx, openPlaceCalendar, sent, { id }),
  (token) => `?calendar=${token}`,
);

export default RefusedStep;
