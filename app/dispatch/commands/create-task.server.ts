import { and, desc, eq, inArray } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { isLiveTask, task, taskRequest } from "../../../drizzle/schema/dispatch";
import { record } from "../../audit/commands/record.server";
import { findDistrict } from "../../districts/queries.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { isUuid } from "../../platform/identifiers";
import { done, type Member, refuse } from "../../platform/types";
import { lockRequest } from "../../requests/commands/move.server";
import { startProgress } from "../../requests/commands/progress.server";
import { coordinates, mayCoordinate } from "../../requests/policy";
import { taskForm } from "../form";
import { pointOfRequest } from "../queries/place.server";
import { judgeWindow } from "../rules/task";

/**
 * Makes a task of one or more requests, which are in progress from then on, and lies where the first of them does; of none, it
 * is an errand in a district of its own. Refuses: `request.unknown`, `request.moved_on`, `task.exists` (unless another is wanted
 * beside it), `task.window`, `task.long`, `task.distant`, `task.nameless`, `district.unknown`, `forbidden`.
 */
export const createTask = command({
  name: "task.create",
  input: taskForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, form) => {
    const { request: requests, from, to, teamSize, title, briefing, checklist, skills } = form;
    const wrong = judgeWindow({ from, to }, ctx.now);
    if (wrong) return refuse(wrong.code, { days: wrong.days ?? 0 });
    if (requests.length === 0 && !title) return refuse("task.nameless");
    if (!requests.every(isUuid)) return refuse("request.unknown");
    // In the order of their ids, so that two coordinators wait for one another instead of clashing.
    const ids = [...new Set(requests)].sort();
    const districts = new Map<string, string | null>();
    for (const id of ids) {
      const locked = await lockRequest(tx, ctx, id);
      if (!locked.ok) return locked;
      districts.set(id, locked.value.districtId);
      const begun = await startProgress(tx, ctx, id);
      if (!begun.ok) return begun;
    }
    const beside = form.another ? null : await liveTaskFor(tx, ids);
    if (beside) return refuse("task.exists", beside);
    const [first] = requests;
    const own = form.district && !first ? await findDistrict(tx, form.district) : null;
    if (form.district && !first && !own) return refuse("district.unknown");
    const districtId = first ? (districts.get(first) ?? null) : own;
    if (!mayCoordinate(ctx.actor, { districtId })) return refuse("forbidden");
    const [made] = await tx
      .insert(task)
      .values({
        title,
        briefing,
        teamSize,
        districtId,
        checklist,
        skills,
        during: { from, to },
        ...(first ? await pointOfRequest(tx, first) : {}),
        createdBy: ctx.actor.personId,
        createdAt: ctx.now,
        stateAt: ctx.now,
      })
      .returning({ id: task.id });
    const taskId = made!.id;
    if (ids.length > 0)
      await tx
        .insert(taskRequest)
        .values(
          [...new Set(requests)].map((requestId, position) => ({ taskId, requestId, position })),
        );
    await record(tx, ctx, {
      type: "task.open",
      thingId: taskId,
      districtId,
      toState: "open",
      data: { requests: ids },
    });
    return done(taskId);
  },
});

/** The latest task that works on one of these requests, whose it is and since when; null where none does. */
async function liveTaskFor(tx: Tx, requests: readonly string[]) {
  if (requests.length === 0) return null;
  const [live] = await tx
    .select({ number: task.number, who: person.name, at: task.createdAt })
    .from(taskRequest)
    .innerJoin(task, eq(task.id, taskRequest.taskId))
    .innerJoin(person, eq(person.id, task.createdBy))
    .where(and(inArray(taskRequest.requestId, [...requests]), isLiveTask))
    .orderBy(desc(task.createdAt))
    .limit(1);
  return live ? { ...live, number: String(live.number), at: live.at.toISOString() } : null;
}
