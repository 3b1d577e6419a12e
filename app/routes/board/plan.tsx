import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { listOwnDistricts } from "../../accounts/queries/own-districts.server";
import { acceptPlan } from "../../dispatch/commands/accept-plan.server";
import { describeStale } from "../../dispatch/queries/accepted-plan.server";
import { makePlan } from "../../dispatch/queries/plan.server";
import { countUnread } from "../../dispatch/queries/waiting.server";
import { PlanPage, planPath } from "../../dispatch/view/plan-page";
import type { StaleLine } from "../../dispatch/views";
import { Superseded } from "../../matching/adapter.server";
import type { Ctx } from "../../platform/context.server";
import { describeFault } from "../../platform/log.server";
import { isOutage } from "../../platform/outage";
import { Busy } from "../../platform/queue.server";
import type { Member } from "../../platform/types";
import { BoardKeys } from "../../ui/board-keys";
import { emptyAnswer, perform, readSent, refused } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

/** What came of the lines that were sent, where not all of them could be. */
type Told = { sent: number; stale: StaleLine[] };

export const handle = { face: "board" };
export const meta = titled("plan:title");

/** The district that is asked for, if any. Refused where it is not one's own: nothing of it is planned. */
async function readDistricts(ctx: Ctx<Member>, request: Request) {
  const code = new URL(request.url).searchParams.get("district") ?? "";
  const all = await listOwnDistricts(ctx);
  const chosen = all.find((one) => one.code === code);
  if (code && !chosen) throw data({ refusal: { code: "forbidden" } }, { status: 403 });
  return {
    id: chosen?.id ?? null,
    district: chosen?.code ?? "",
    choices: all.map(({ code, names }) => ({ code, names })),
  };
}

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { id, ...districts } = await readDistricts(ctx, args.request);
  const count = Number(new URL(args.request.url).searchParams.get("sent"));
  const sent = Number.isInteger(count) && count > 0 && count < 1_000 ? count : 0;
  const around = { ...districts, sent, unread: await countUnread(ctx, id) };
  try {
    return { ...around, plan: await makePlan(ctx, args.context.planner, id), failed: false };
  } catch (fault) {
    if (isOutage(fault)) throw fault;
    const isExpected = fault instanceof Busy || fault instanceof Superseded;
    if (!isExpected)
      args.context.log.error({ fault: describeFault(fault) }, "a plan could not be made");
    return { ...around, plan: null, failed: true };
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { district } = await readDistricts(ctx, args.request);
  const sent = await readSent(args.request, ["line", "person", "thing"]);
  const result = await perform(ctx, acceptPlan, sent);
  if (!result.ok) return refused(sent.typed, result);
  const { sent: done, refused: stale } = result.value;
  if (stale.length === 0) return redirect(planPath(district, { sent: String(done.length) }), 303);
  const told: Told = { sent: done.length, stale: await describeStale(ctx, stale) };
  return data({ ...emptyAnswer, ...told }, { status: 409 });
}

export default function Plan() {
  const { sent, ...loaded } = useLoaderData<typeof loader>();
  const { refusal } = useAnswer();
  const told = useActionData<Partial<Told>>();
  return (
    <>
      <PlanPage {...loaded} sent={told?.sent ?? sent} stale={told?.stale ?? []} refusal={refusal} />
      <BoardKeys />
    </>
  );
}
