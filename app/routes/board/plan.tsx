import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { acceptPlan } from "../../dispatch/commands/accept-plan.server";
import { describeStale } from "../../dispatch/queries/accepted-plan.server";
import { makePlan } from "../../dispatch/queries/plan.server";
import { countUnread } from "../../dispatch/queries/waiting.server";
import { PlanPage } from "../../dispatch/view/plan-page";
import type { StaleLine } from "../../dispatch/views";
import { Superseded } from "../../matching/adapter.server";
import { describeFault } from "../../platform/log.server";
import { isOutage } from "../../platform/outage";
import { Busy } from "../../platform/queue.server";
import { BoardKeys } from "../../ui/board-keys";
import { emptyAnswer, perform, readSent, refused } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

/** What came of the lines that were sent, where not all of them could be. */
type Told = { sent: number; stale: StaleLine[] };

export const handle = { face: "board" };
export const meta = titled("plan:title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { searchParams } = new URL(args.request.url);
  const count = Number(searchParams.get("sent"));
  const sent = Number.isInteger(count) && count > 0 && count < 1_000 ? count : 0;
  const unread = await countUnread(ctx);
  try {
    return { plan: await makePlan(ctx, args.context.planner), failed: false, sent, unread };
  } catch (fault) {
    if (isOutage(fault)) throw fault;
    const isExpected = fault instanceof Busy || fault instanceof Superseded;
    if (!isExpected)
      args.context.log.error({ fault: describeFault(fault) }, "a plan could not be made");
    return { plan: null, failed: true, sent, unread };
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request, ["line", "person", "thing"]);
  const result = await perform(ctx, acceptPlan, sent);
  if (!result.ok) return refused(sent.typed, result);
  const { sent: done, refused: stale } = result.value;
  if (stale.length === 0) return redirect(`/board/plan?sent=${done.length}`, 303);
  const told: Told = { sent: done.length, stale: await describeStale(ctx, stale) };
  return data({ ...emptyAnswer, ...told }, { status: 409 });
}

export default function Plan() {
  const { plan, failed, sent, unread } = useLoaderData<typeof loader>();
  const { refusal } = useAnswer();
  const told = useActionData<Partial<Told>>();
  return (
    <>
      <PlanPage
        plan={plan}
        failed={failed}
        unread={unread}
        sent={told?.sent ?? sent}
        stale={told?.stale ?? []}
        refusal={refusal}
      />
      <BoardKeys />
    </>
  );
}
