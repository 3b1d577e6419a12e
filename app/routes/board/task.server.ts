import type { ActionFunctionArgs } from "@remix-run/node";
import { taskInReach } from "../../dispatch/queries/reach.server";
import { sheetBehind } from "../../dispatch/rules/from-sheet";
import type { Result } from "../../platform/types";
import { answer, readSent, type Sent } from "../answer.server";
import { found, type MemberCtx, requireCoordinator } from "../gate.server";

/**
 * What a coordinator does about the task of the address. Leads back to it, to the part of its page that `hash` names, or to the
 * request from whose sheet it was done. The command
 * judges whose task it is, so that a step that took it out of their reach is answered the same when it is sent again; a refusal
 * outside their reach is a 404.
 */
export const taskStep =
  <Value>(
    run: (ctx: MemberCtx, sent: Sent, id: string) => Promise<Result<Value>>,
    { hash = "", lists = [] }: { hash?: string; lists?: readonly string[] } = {},
  ) =>
  async (args: ActionFunctionArgs) => {
    const ctx = await requireCoordinator(args);
    const { id = "" } = args.params;
    const sent = await readSent(args.request, lists);
    const result = await run(ctx, sent, id);
    if (!result.ok) found(await taskInReach(ctx, id));
    return answer(
      sent,
      result,
      sheetBehind(new URL(args.request.url)) ?? `/board/tasks/${id}${hash}`,
    );
  };
