import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { useLocation, useOutletContext } from "@remix-run/react";
import { bringBack, fetchSupply } from "../../dispatch/commands/supply.server";
import type { OwnSheet } from "../../dispatch/view/own-task-page";
import { parseForm, readTyped, typedText } from "../../platform/form";
import { type Result, refuse } from "../../platform/types";
import { isId } from "../../requests/queries/reach.server";
import { fetchForm, returnForm } from "../../resources/form";
import { SupplyForm } from "../../resources/view/supplies";
import { Refusal } from "../../ui/notice";
import { refused, wrong } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireOwnTask } from "./own.server";

/** What the volunteer fetches, `/collections`, and brings back, `/returns`. */
export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireOwnTask(args);
  const sent = await args.request.formData();
  const typed = readTyped(sent);
  const reservation = typedText(typed, "reservation");
  if (!isId(reservation)) return refused(typed, refuse("reservation.unknown"));
  let result: Result<null>;
  if (new URL(args.request.url).pathname.includes("/collections")) {
    const form = parseForm(fetchForm, sent);
    if (!form.ok) return wrong(typed, form.errors);
    result = await fetchSupply(ctx, id, { id: reservation, ...form.value });
  } else {
    const form = parseForm(returnForm, sent);
    if (!form.ok) return wrong(typed, form.errors);
    result = await bringBack(ctx, id, { id: reservation, ...form.value });
  }
  return result.ok ? redirect(`/tasks/${id}`, 303) : refused(typed, result);
}

export default function Supplies() {
  const { typed, errors, refusal } = useAnswer();
  const { pathname } = useLocation();
  const { sheet } = useOutletContext<{ sheet: OwnSheet }>();
  const supply = sheet.supplies.find(({ id }) => id === typedText(typed, "reservation"));
  if (!supply) return refusal && <Refusal>{refusal}</Refusal>;
  return <SupplyForm supply={supply} action={pathname} answer={{ typed, errors, refusal }} />;
}
