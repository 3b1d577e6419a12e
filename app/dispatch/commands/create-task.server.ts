import { eq } from "drizzle-orm";
import { task, taskRequest } from "../../../drizzle/schema/dispatch";
import { requestPrivate } from "../../../drizzle/schema/requests";
import type { Skill } from "../../accounts/types";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse, type Window } from "../../platform/types";
import { rangeOf } from "../../platform/window.server";
import { lockRequest } from "../../requests/commands/move.server";
import { startProgress } from "../../requests/commands/progress.server";
import { mayCoordinate } from "../../requests/policy";

export type NewTask = {
  /** None: an errand. */
  requests: readonly string[];
  title: string;
  briefing: string;
  checklist: readonly string[];
  window: Window;
  teamSize: number;
  skills: readonly Skill[];
  /** Of an errand; a task for requests lies where its first one does. */
  districtId: string | null;
};

/**
 * Makes a task of one or more requests, which are in progress from then on. Refuses: `request.unknown`,
 * `request.moved_on`, `task.window`, `task.nameless`, `forbidden`.
 */
export async function createTask(ctx: Ctx<Member>, input: NewTask): Promise<Result<string>> {
  const { window, teamSize, title, briefing } = input;
  if (window.to <= window.from || window.to <= ctx.now) return refuse("task.window");
  if (input.requests.length === 0 && !title) return refuse("task.nameless");
  return ctx.db.transaction(async (tx) => {
    // In the order of their ids, so that two coordinators wait for one another instead of clashing.
    const ids = [...new Set(input.requests)].sort();
    const districts = new Map<string, string | null>();
    for (const id of ids) {
      const locked = await lockRequest(tx, ctx, id);
      if (!locked.ok) return locked;
      districts.set(id, locked.value.districtId);
      const begun = await startProgress(tx, ctx, id);
      if (!begun.ok) return begun;
    }
    const first = input.requests[0];
    const districtId = first ? (districts.get(first) ?? null) : input.districtId;
    if (!mayCoordinate(ctx.actor, { districtId })) return refuse("forbidden");
    const [made] = await tx
      .insert(task)
      .values({
        title,
        briefing,
        teamSize,
        districtId,
        during: rangeOf(window),
        checklist: [...input.checklist],
        skills: [...input.skills],
        ...(first ? await pointOf(tx, first) : {}),
        createdBy: ctx.actor.personId,
        createdAt: ctx.now,
        stateAt: ctx.now,
      })
      .returning({ id: task.id });
    const taskId = made!.id;
    if (ids.length > 0)
      await tx.insert(taskRequest).values(ids.map((requestId) => ({ taskId, requestId })));
    await record(tx, ctx, {
      type: "task.open",
      thingId: taskId,
      districtId,
      toState: "open",
      data: { requests: ids },
    });
    return done(taskId);
  });
}

async function pointOf(tx: Tx, requestId: string) {
  const [found] = await tx
    .select({ lat: requestPrivate.lat, lon: requestPrivate.lon })
    .from(requestPrivate)
    .where(eq(requestPrivate.requestId, requestId));
  return found ?? {};
}
