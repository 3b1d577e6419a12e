import { deadMail } from "../../../drizzle/schema/messages";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done } from "../../platform/types";
import type { Channels } from "../channels/all.server";
import { bounceForm } from "../form";
import { type Returns, readReturnPath } from "../rules/return-path";
import { goOn } from "./deliver.server";

type Reporting = Inside & { channels: Channels; returns: Returns };

/**
 * A mail has come back after its server took it: an address that there is not is marked, and what the mail said goes by the next
 * channel that reaches its reader. It counts where it comes back by the very path that was made for that mail to that address; what
 * comes twice changes nothing. Gives how many such addresses it speaks of.
 */
export const reportBounce = command({
  name: "mail.report-bounce",
  input: bounceForm,
  run: async (tx, ctx: Reporting, { paths, failed }) => {
    let known = 0;
    for (const { addresses, fault } of failed)
      for (const address of new Set(addresses.map((one) => one.toLowerCase()))) {
        const mail = paths
          .map((path) => readReturnPath(ctx.returns, path, address))
          .find((read) => read !== null);
        if (!mail) continue;
        known += 1;
        if (fault === "address")
          await tx.insert(deadMail).values({ address, at: ctx.now }).onConflictDoNothing();
        const { notificationId } = mail;
        if (notificationId) await goOn(tx, ctx, ctx.channels, { notificationId, channel: "email" });
      }
    return done(known);
  },
});
