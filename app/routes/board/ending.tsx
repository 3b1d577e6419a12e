import type { ActionFunctionArgs } from "@remix-run/node";
import { useLocation, useOutletContext } from "@remix-run/react";
import { parseForm } from "../../platform/form";
import { endRequest } from "../../requests/commands/end.server";
import { endingForm } from "../../requests/form";
import { EndingForm, type SheetForm } from "../../requests/view/board/sheet-forms";
import { refused, wrong } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireRequest, toSheet } from "./sheet.server";

const VERBS = { declines: "decline", cancellations: "cancel", closings: "close" } as const;
type Path = keyof typeof VERBS;
const pathOf = (pathname: string) =>
  (Object.keys(VERBS) as Path[]).find((path) => pathname.includes(`/${path}`)) ?? "cancellations";

/** A request's ends: `/declines`, `/cancellations`, `/closings`. */
export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireRequest(args);
  const form = parseForm(endingForm, await args.request.formData());
  if (!form.ok) return wrong(form.typed, form.errors);
  const how = VERBS[pathOf(new URL(args.request.url).pathname)];
  const result = await endRequest(ctx, id, how, form.value);
  return result.ok ? toSheet(args) : refused(form.typed, result);
}

export default function Ending() {
  const { kept, errors, refusal } = useAnswer();
  const path = pathOf(useLocation().pathname);
  const sheet = useOutletContext<SheetForm>();
  return (
    <EndingForm
      {...sheet}
      typed={kept}
      errors={errors}
      refusal={refusal}
      path={path}
      verb={VERBS[path]}
    />
  );
}
