import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { useI18n } from "../../i18n/context";
import { typedText } from "../../platform/form";
import { planShift } from "../../shifts/commands/plan-shift.server";
import { openShift } from "../../shifts/queries/rota.server";
import { ShiftForm } from "../../shifts/view/shift-form";
import { answer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { typedOf } from "./shift.server";

export const handle = { face: "member" };
export const meta = titled("shifts:new");

const NOT_COPIED = /^(role-\d|from|to|opens|frequency|interval|weekdays|until|count|except)$/;

/** An empty form, or a copy of `?from=` without its time. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { districts } = await readChoices(ctx.db);
  const from = new URL(args.request.url).searchParams.get("from") ?? undefined;
  const model = await openShift(ctx, from);
  const copied = model ? Object.entries(typedOf(model, ctx.city.zone)) : [];
  const kept = copied.filter(([name]) => !NOT_COPIED.test(name));
  return { districts, copied: { leaveHours: "12", ...Object.fromEntries(kept) } };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request, ["weekdays"]);
  // Of a series its days are read first, on the page of the draft.
  const more = typedText(sent.typed, "frequency") ? { publish: "" } : {};
  return answer(sent, await perform(ctx, planShift, sent, more), (id) => `/board/shifts/${id}`);
}

export default function NewShift() {
  const { districts, copied } = useLoaderData<typeof loader>();
  const { kept, errors, refusal } = useAnswer();
  const { t } = useI18n();
  return (
    <>
      <h1>{t("shifts:new")}</h1>
      <ShiftForm
        districts={districts}
        errors={errors}
        refusal={refusal}
        stored={null}
        action={"/board/shifts/new"}
        typed={kept ?? copied}
      />
    </>
  );
}
