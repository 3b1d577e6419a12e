import type { ActionFunctionArgs } from "@remix-run/node";
import { taskInReach } from "../../dispatch/queries/reach.server";
import type { Result } from "../../platform/types";
import { answer, readSent, type Sent } from "../answer.server";
import { found, type MemberCtx, requireCoordinator } from "../gate.server";

/** A coordinator and the task of the address, which is theirs or not there at all. */
export async function requireTask(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  return { ctx, id: found(await taskInReach(ctx, args.params.id)) };
}

/** What a coordinator does about the task of the address. Leads back to it, to the part of its page that `hash` names. */
export const taskStep =
  <Value>(
    run: (ctx: MemberCtx, sent: Sent, id: string) => Promise<Result<Value>>,
    { hash = "", lists = [] }: { hash?: string; lists?: readonly string[] } = {},
  ) =>
  async (args: ActionFunctionArgs) => {
    const { ctx, id } = await requireTask(args);
    const sent = await readSent(args.request, lists);
    return answer(sent, await run(ctx, sent, id), `/board/tasks/${id}${hash}`);
  };
