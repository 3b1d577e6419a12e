import { useActionData, useRouteLoaderData } from "@remix-run/react";
import { correctTimes } from "../../shifts/commands/mark-slot.server";
import { RefusedTimes } from "../../shifts/view/times-form";
import { type FormAnswer, perform } from "../answer.server";
import { useAnswer } from "../use-answer";
import type { loader } from "./shift";
import { shiftStep } from "./shift.server";

export const action = shiftStep((ctx, sent) => perform(ctx, correctTimes, sent));

export default function Corrections() {
  const page = useRouteLoaderData<typeof loader>("routes/board/shift");
  const code = useActionData<FormAnswer>()?.refusal?.code;
  const { typed, refusal } = useAnswer();
  return (
    page &&
    refusal && (
      <RefusedTimes
        opened={page.opened}
        typed={typed}
        refusal={refusal}
        longer={code === "shift.longer"}
      />
    )
  );
}
