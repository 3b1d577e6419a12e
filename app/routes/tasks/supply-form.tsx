import { useLocation, useOutletContext } from "@remix-run/react";
import type { OwnSheet } from "../../dispatch/view/own-task-page";
import { typedText } from "../../platform/form";
import { SupplyForm } from "../../resources/view/supplies";
import { RefusedStep } from "../refused-step";
import { useAnswer } from "../use-answer";

/** The form of what is fetched or brought back, as it was sent; asked for, the task alone. */
export function RefusedSupply() {
  const { typed, errors, refusal } = useAnswer();
  const { pathname } = useLocation();
  const { sheet } = useOutletContext<{ sheet: OwnSheet }>();
  const supply = sheet.supplies.find(({ id }) => id === typedText(typed, "reservation"));
  if (!supply) return <RefusedStep />;
  return <SupplyForm supply={supply} action={pathname} answer={{ typed, errors, refusal }} />;
}
