import type { ActionFunctionArgs } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import type { ComponentProps } from "react";
import { parseForm } from "../../platform/form";
import { instantOf } from "../../platform/zone";
import { triage } from "../../requests/commands/triage.server";
import { triageForm } from "../../requests/form";
import { TriageForm } from "../../requests/view/board/sheet-forms";
import { refused, wrong } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireRequest, toSheet } from "./sheet.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireRequest(args);
  const form = parseForm(triageForm, await args.request.formData());
  if (!form.ok) return wrong(form.typed, form.errors);
  const { needed } = form.value;
  const neededBy = needed ? instantOf(needed, ctx.city.zone) : null;
  if (needed && !neededBy) return wrong(form.typed, { needed: "needed" });
  const result = await triage(ctx, id, { ...form.value, neededBy });
  return result.ok ? toSheet(args) : refused(form.typed, result);
}

export default function Triage() {
  const { kept, errors, refusal } = useAnswer();
  const sheet = useOutletContext<ComponentProps<typeof TriageForm>>();
  return <TriageForm {...sheet} typed={kept} errors={errors} refusal={refusal} />;
}
