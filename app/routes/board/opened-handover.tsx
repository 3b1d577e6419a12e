import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutlet } from "@remix-run/react";
import { takeHandover } from "../../duty/commands/handover.server";
import { readActivity, readDraft } from "../../duty/queries/draft.server";
import { openHandover } from "../../duty/queries/duty.server";
import { SECTIONS } from "../../duty/types";
import { OpenedHandoverPage } from "../../duty/view/opened-handover-page";
import { Refusal } from "../../ui/notice";
import { answer, perform, readSent } from "../answer.server";
import { found, requireCoordinator } from "../gate.server";
import { asRefusal } from "../one-press.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "board" };
export const meta = titled("duty:title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const handover = found(await openHandover(ctx, args.params.id ?? ""));
  const { personId, since, state, stateAt } = handover;
  const districtIds = handover.districts.map(({ id }) => id);
  const to = state === "open" ? ctx.now : stateAt;
  const [draft, activity] = await Promise.all([
    // Of one that is over, the list of now says nothing.
    state === "open" ? readDraft(ctx, districtIds, since) : null,
    readActivity(ctx, { personId, from: since, to, districtIds }),
  ]);
  return { handover, draft, activity };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request, ["read"]);
  const { id } = args.params;
  const taken = asRefusal(await perform(ctx, takeHandover, sent, { id }), "handover.unknown");
  return answer(sent, taken, "/board");
}

export default function OpenedHandover() {
  const { typed, refusal } = useAnswer();
  const read = SECTIONS.filter((one) => Array.isArray(typed.read) && typed.read.includes(one));
  return (
    <OpenedHandoverPage
      {...useLoaderData<typeof loader>()}
      read={read}
      refusal={refusal && <Refusal>{refusal}</Refusal>}
      step={useOutlet()}
    />
  );
}
