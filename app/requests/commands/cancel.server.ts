import { command } from "../../platform/command.server";
import { ownForm } from "../form";
import { lockOwnRequest, moveRequest } from "./move.server";

/** The resident's own "no longer needed", by the private link. Refuses: `request.unknown`, `request.moved_on`. */
export const cancelRequest = command({
  name: "request.cancel-own",
  input: ownForm,
  run: async (tx, ctx, { token }) => {
    const own = await lockOwnRequest(tx, ctx, token);
    if (!own.ok) return own;
    const { found, resident } = own.value;
    return moveRequest(tx, resident, found, {
      to: "cancelled",
      type: "request.cancelled",
      reason: "not_needed",
      set: { closingReason: "not_needed" },
    });
  },
});
