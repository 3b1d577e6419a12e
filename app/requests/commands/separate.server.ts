import { eq } from "drizzle-orm";
import { request } from "../../../drizzle/schema/requests";
import { command, execute } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import type { JobCtx } from "../../platform/jobs.server";
import { done, type Member, refuse } from "../../platform/types";
import { separateJoinedForm, versionForm } from "../form";
import { coordinates } from "../policy";
import type { Trouble } from "../states";
import { lockRequest, moveRequest, type RequestRow } from "./move.server";

/**
 * A coordinator parts a request from the one that it was merged into: it was another need after all. Refuses:
 * `request.unknown`, `request.moved_on`, `conflict`.
 */
export const separateRequest = command({
  name: "request.separate",
  input: versionForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, version }) => {
    const locked = await lockRequest(tx, ctx, id, version);
    if (!locked.ok) return locked;
    return partFrom(tx, ctx, locked.value, "separated");
  },
});

/** Brings a merged request back before the coordinators. Refuses: `request.moved_on`. */
export async function partFrom(
  tx: Tx,
  ctx: Acting,
  found: RequestRow,
  trouble: Trouble,
  { reason, told }: { reason?: string; told?: { byCode?: true } } = {},
) {
  const { duplicateOf } = found;
  if (!duplicateOf) return refuse("request.moved_on");
  return moveRequest(tx, ctx, found, {
    to: "triaged",
    type: "request.separated",
    reason,
    data: { from: duplicateOf, ...told },
    set: {
      duplicateOf: null,
      closingReason: null,
      triagedAt: found.triagedAt ?? ctx.now,
      dueAt: ctx.now,
      trouble,
    },
  });
}

/** One that was merged into a request which has ended without help. Nothing to do where it stands on its own already. */
const separateJoined = command({
  name: "request.separate-joined",
  input: separateJoinedForm,
  run: async (tx, ctx, { request: id, from }) => {
    const [found] = await tx.select().from(request).where(eq(request.id, id)).for("update");
    if (found?.duplicateOf !== from) return done(null);
    return partFrom(tx, ctx, found, "separated", { reason: "other_ended" });
  },
});

/** Whatever was merged into a request that has ended without help is open again, each by a command of its own. */
export async function separateAllFrom(ctx: JobCtx, from: string): Promise<void> {
  const joined = await ctx.db
    .select({ id: request.id })
    .from(request)
    .where(eq(request.duplicateOf, from));
  for (const { id } of joined) await execute(ctx, separateJoined, { request: id, from });
}
