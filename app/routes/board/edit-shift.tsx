import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { useI18n } from "../../i18n/context";
import { changeShift } from "../../shifts/commands/change-shift.server";
import { changeFollowing } from "../../shifts/commands/series.server";
import { ShiftForm } from "../../shifts/view/shift-form";
import { refused, wrong } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { readShift, requireShift, typedOf } from "./shift.server";

export const handle = { face: "member" };
export const meta = titled("shifts:edit");

export async function loader(args: LoaderFunctionArgs) {
  const { ctx, opened } = await requireShift(args);
  const { districts } = await readChoices(ctx.db);
  const { id, version, seriesId } = opened.shift;
  const stored = { version, series: Boolean(seriesId), back: `/board/shifts/${id}` };
  return { districts, stored, typed: typedOf(opened, ctx.city.zone) };
}

/** This one alone, or this one and all that follow. */
export async function action(args: ActionFunctionArgs) {
  const { ctx, opened } = await requireShift(args);
  const form = await readShift(ctx, await args.request.formData());
  if (!form.ok) return wrong(form.typed, form.errors);
  const { rule, except, ...wish } = form.value;
  const { id } = opened.shift;
  const version = Number(form.typed.version);
  const following = form.typed.scope === "following" && rule;
  const result = following
    ? await changeFollowing({ ...ctx, zone: ctx.city.zone }, id, { ...wish, rule, except, version })
    : await changeShift(ctx, id, { ...wish, version });
  return result.ok ? redirect(`/board/shifts/${id}`, 303) : refused(form.typed, result);
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
