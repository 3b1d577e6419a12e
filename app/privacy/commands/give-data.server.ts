import { record } from "../../audit/commands/record.server";
import { command, execute } from "../../platform/command.server";
import type { Ctx } from "../../platform/context.server";
import { done, type RequestId } from "../../platform/types";
import { subjectForm } from "../form";
import { readAll } from "../queries/own-data.server";
import type { Subject } from "../queries/subjects.server";

/** Puts on record that all that is kept of somebody was taken out; who may, the page has asked. */
const noteGiven = command({
  name: "privacy.give-data",
  input: subjectForm,
  run: async (tx, ctx, { thing, id }) => {
    await record(tx, ctx, { type: `${thing}.data_given`, thingId: id });
    return done(null);
  },
});

/** All that is kept of somebody, as a file that a program can read. `internal`: also what coordinators wrote for each other. */
export async function giveData(ctx: Ctx, { thing, id, mark }: Subject, internal = false) {
  // Whoever holds the link of a request acts as its resident.
  const actor =
    thing === "request" && ctx.actor.kind === "visitor"
      ? ({ kind: "resident", requestId: id as RequestId } as const)
      : ctx.actor;
  const noted = await execute({ ...ctx, actor }, noteGiven, { thing, id });
  if (!noted.ok) throw new Error(noted.code);
  const data = await readAll(ctx.db, thing, id, internal);
  return JSON.stringify({ thing, mark, at: ctx.now.toISOString(), data }, null, 2);
}
