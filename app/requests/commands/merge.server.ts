import { eq, inArray, or } from "drizzle-orm";
import { request } from "../../../drizzle/schema/requests";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member, refuse } from "../../platform/types";
import { mergeForm } from "../form";
import { coordinates } from "../policy";
import { mayMergeInto } from "../rules/merge";
import { isOpen, lockRequest, moveRequest } from "./move.server";

/**
 * Joins a request into another open one that says the same; what is a duplicate itself stands for
 * the one that it was joined to. Its tasks end, if they serve no other: so help for the other one must be as far. Refuses:
 * `request.unknown`, `request.no_such_code`, `request.own_duplicate`, `request.help_is_nearer`, `request.moved_on`, `conflict`.
 */
export const mergeRequest = command({
  name: "request.merge",
  input: mergeForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, version, code }) => {
    const [named] = await tx
      .select({ id: request.id, duplicateOf: request.duplicateOf })
      .from(request)
      .where(eq(request.code, code));
    if (!named) return refuse("request.no_such_code");
    const target = named.duplicateOf ?? named.id;
    if (target === id) return refuse("request.own_duplicate");
    // All that it writes, in the order of their ids, so that whoever joins crosswise or in a row waits instead of clashing.
    await tx
      .select({ id: request.id })
      .from(request)
      .where(or(inArray(request.id, [id, target]), eq(request.duplicateOf, id)))
      .orderBy(request.id)
      .for("update");
    const other = await lockRequest(tx, ctx, target);
    if (!other.ok) return refuse("request.no_such_code");
    const checked = await lockRequest(tx, ctx, id, version);
    if (!checked.ok) return checked;
    if (!isOpen(other.value.state)) return refuse("request.no_such_code");
    if (!mayMergeInto(checked.value, other.value)) return refuse("request.help_is_nearer");
    const moved = await moveRequest(tx, ctx, checked.value, {
      to: "duplicate",
      type: "request.merged",
      reason: "duplicate",
      data: { into: target },
      set: { duplicateOf: target, closingReason: "duplicate" },
    });
    if (!moved.ok) return moved;
    await tx.update(request).set({ duplicateOf: target }).where(eq(request.duplicateOf, id));
    return done(null);
  },
});
