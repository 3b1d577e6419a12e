import type { ActionFunctionArgs } from "@remix-run/node";
import { ownTask } from "../../dispatch/queries/reach.server";
import type { Result } from "../../platform/types";
import { answer, readSent, type Sent } from "../answer.server";
import { found, type MemberCtx, requireVolunteer } from "../gate.server";

/** What a volunteer does about the task of the address, in which they have a part; anybody else's is not there at all. */
export const ownTaskStep =
  <Value>(
    run: (ctx: MemberCtx, sent: Sent, id: string) => Promise<Result<Value>>,
    {
      to = (id) => `/tasks/${id}`,
      lists = [],
    }: { to?: (id: string, value: Value) => string; lists?: readonly string[] } = {},
  ) =>
  async (args: ActionFunctionArgs) => {
    const ctx = await requireVolunteer(args);
    const id = found(await ownTask(ctx, args.params.id));
    const sent = await readSent(args.request, lists);
    return answer(sent, await run(ctx, sent, id), (value) => to(id, value));
  };
