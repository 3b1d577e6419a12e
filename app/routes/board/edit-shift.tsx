import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { useI18n } from "../../i18n/context";
import { changeShift } from "../../shifts/commands/change-shift.server";
import { answerBy } from "../../shifts/rules/sign-up";
import { AGREED } from "../../shifts/states";
import { ShiftForm } from "../../shifts/view/shift-form";
import { answer, perform, readSent } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { requireShift, typedOf } from "./shift.server";

export const handle = { face: "member" };
export const meta = titled("shifts:edit");

export async function loader(args: LoaderFunctionArgs) {
  const { ctx, opened } = await requireShift(args);
  const { districts } = await readChoices(ctx.db);
  const { id, version, seriesId, window } = opened.shift;
  const count = opened.people.filter(({ state }) => AGREED.includes(state)).length;
  const by = answerBy(ctx.now, window.from, ctx.city.zone);
  const asked = count > 0 ? { count, by } : null;
  const stored = { version, series: Boolean(seriesId), back: `/board/shifts/${id}`, asked };
  return { districts, stored, typed: typedOf(opened, ctx.city.zone) };
}

/** This one alone, or this one and all that follow. */
export async function action(args: ActionFunctionArgs) {
  const { ctx, opened } = await requireShift(args);
  const sent = await readSent(args.request, ["weekdays"]);
  const { id } = opened.shift;
  return answer(sent, await perform(ctx, changeShift, sent, { id }), `/board/shifts/${id}`);
}

export default function EditShift() {
  const { districts, stored, typed } = useLoaderData<typeof loader>();
  const { kept, errors, refusal } = useAnswer();
  const { t } = useI18n();
  return (
    <>
      <h1>{t("shifts:edit")}</h1>
      <ShiftForm
        districts={districts}
        errors={errors}
        refusal={refusal}
        stored={stored}
        action={`${stored.back}/edits`}
        typed={kept ?? typed}
      />
    </>
  );
}
