import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { setDuty } from "../../duty/commands/duty.server";
import { readDuty } from "../../duty/queries/duty.server";
import { DutyForm } from "../../duty/view/handover-page";
import { useI18n } from "../../i18n/context";
import { Refusal } from "../../ui/notice";
import { answer, type FormAnswer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "board" };
export const meta = titled("duty:who");

export async function loader(args: LoaderFunctionArgs) {
  return { duty: await readDuty(await requireCoordinator(args)) };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request, ["district"]);
  return answer(sent, await perform(ctx, setDuty, sent), "/board/handover");
}

/** Reached when it was refused: the same question, with why. */
export default function Duty() {
  const { duty } = useLoaderData<typeof loader>();
  const { typed, refusal } = useAnswer();
  const { t } = useI18n();
  const chosen = Array.isArray(typed.district) ? typed.district : undefined;
  const sure = useActionData<FormAnswer>()?.refusal?.code === "duty.nobody_left";
  return (
    <>
      <p className="way">
        <a href="/board/handover">{t("duty:title")}</a>
      </p>
      <h1>{t("duty:who")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <DutyForm duty={duty} chosen={chosen} sure={sure} />
    </>
  );
}
