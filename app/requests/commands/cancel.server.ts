import { command } from "../../platform/command.server";
import type { Acting } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { ownForm } from "../form";
import { lockOwnRequest, moveRequest, type RequestRow } from "./move.server";

/** The resident's own "no longer needed", by the private link. Refuses: `request.unknown`, `request.moved_on`. */
export const cancelRequest = command({
  name: "request.cancel-own",
  input: ownForm,
  run: async (tx, ctx, { token }) => {
    const own = await lockOwnRequest(tx, ctx, token);
    if (!own.ok) return own;
    return cancelOwn(tx, own.value.resident, own.value.found);
  },
});

/** The same of a locked request, however its resident has said it. Refuses: `request.moved_on`. */
export const cancelOwn = (tx: Tx, resident: Acting, found: RequestRow) =>
  moveRequest(tx, resident, found, {
    to: "cancelled",
    type: "request.cancelled",
    reason: "not_needed",
    set: { closingReason: "not_needed" },
  });
