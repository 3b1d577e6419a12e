import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { offerHandover } from "../../duty/commands/handover.server";
import { readDraft } from "../../duty/queries/draft.server";
import { listHandovers, readDuty } from "../../duty/queries/duty.server";
import { HandoverPage } from "../../duty/view/handover-page";
import { useI18n } from "../../i18n/context";
import { typedText } from "../../platform/form";
import { BoardKeys } from "../../ui/board-keys";
import { answer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "board" };
export const meta = titled("duty:title");

/** Of one's own duty, what is open; nothing to hand over without it. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const [duty, handovers] = await Promise.all([readDuty(ctx), listHandovers(ctx)]);
  const own = duty.filter((one) => one.own);
  const since = new Date(Math.min(...own.map((one) => one.own!.getTime())));
  const ids = own.map(({ id }) => id);
  return { duty, handovers, draft: ids.length > 0 ? await readDraft(ctx, ids, since) : null };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request);
  const made = await perform(ctx, offerHandover, sent);
  return answer(sent, made, ({ id }) => `/board/handover/${id}`);
}

export default function Handover() {
  const { typed, errors, refusal } = useAnswer();
  const { t } = useI18n();
  return (
    <>
      <HandoverPage
        {...useLoaderData<typeof loader>()}
        note={typedText(typed, "note")}
        error={errors.note ? t("duty:error.long") : null}
        refusal={refusal}
      />
      <BoardKeys />
    </>
  );
}
