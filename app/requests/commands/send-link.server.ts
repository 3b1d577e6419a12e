import { command } from "../../platform/command.server";
import { enqueueLink, mayMailStranger } from "../../platform/mail.server";
import { done } from "../../platform/types";
import { lookUpForm } from "../form";
import { findByCode } from "../queries/look-up.server";
import { MISMATCH } from "../rules/look-up";

/**
 * A new private link, by mail to the address that the request has, if it has one: for whoever has lost it. Whoever guesses a code and
 * what goes with it learns nothing by that. Refuses what does not belong together: `input`.
 */
export const sendLinkAgain = command({
  name: "request.send-link",
  input: lookUpForm,
  run: async (tx, ctx, { code, digits }) => {
    const known = await findByCode(tx, code, digits);
    if (!known) return MISMATCH;
    const { id, email } = known;
    // By mailbox, not by request: somebody may ask for help again and again with an address that is not theirs.
    if (email && (await mayMailStranger(tx, email, "link", ctx.now)))
      await enqueueLink(tx, { template: "request_link", requestId: id });
    return done(null);
  },
});
