import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member } from "../../platform/types";
import { cancelForm } from "../form";
import { keepsShifts } from "../policy";
import { endSeries, isAhead, lockFollowing } from "./series-parts.server";
import { cancel, lockShift } from "./shifts.server";

/**
 * It does not take place, or ends early: everybody is free again. With the scope `following`, all later ones of its series
 * neither. Refuses: `shift.unknown`, `conflict`, `shift.over`, `shift.not_series`.
 */
export const cancelShift = command({
  name: "shift.cancel",
  input: cancelForm,
  may: keepsShifts,
  run: async (tx, ctx: Inside<Member>, { id, version, reason, scope }) => {
    if (scope === "one") {
      const locked = await lockShift(tx, ctx, id, version);
      return locked.ok ? cancel(tx, ctx, locked.value, reason) : locked;
    }
    const following = await lockFollowing(tx, ctx, id, version);
    if (!following.ok) return following;
    const { row, before, shifts } = following.value;
    await endSeries(tx, row, before);
    for (const shift of shifts.filter(isAhead)) {
      const cancelled = await cancel(tx, ctx, shift, reason);
      if (!cancelled.ok) return cancelled;
    }
    return done(null);
  },
});
