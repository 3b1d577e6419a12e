import { eq, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { deadMail, messageSetting } from "../../../drizzle/schema/messages";
import { readProven } from "../../accounts/queries/proven.server";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member, refuse } from "../../platform/types";
import { messagesForm } from "../form";
import { CHOSEN_KINDS } from "../types";

const isMember = ({ kind }: { kind: string }) => kind === "member";

/**
 * By what somebody wants to hear of what, and when they want quiet. An address that did not take mail is tried again when it is
 * said so. Refuses: `conflict`.
 */
export const setMessages = command({
  name: "person.set-messages",
  input: messagesForm,
  may: isMember,
  run: async (tx, ctx: Inside<Member>, { on, of, by, quietFrom, quietTo, version, retry }) => {
    const { personId } = ctx.actor;
    await tx
      .select({ id: person.id })
      .from(person)
      .where(eq(person.id, personId))
      .for("no key update");
    const [known] = await tx
      .select()
      .from(messageSetting)
      .where(eq(messageSetting.personId, personId));
    if ((known?.version ?? 0) !== version)
      return refuse("conflict", { who: "", at: ctx.now.toISOString() });
    // What the page did not ask stays as it was.
    const asked = CHOSEN_KINDS.filter((kind) => of.includes(kind)).flatMap((kind) =>
      by.map((channel) => `${kind}.${channel}`),
    );
    const kept = (known?.off ?? []).filter((one) => !asked.includes(one));
    const off = asked.filter((one) => !on.includes(one));
    const set = { off: [...kept, ...off], quietFrom, quietTo };
    await tx
      .insert(messageSetting)
      .values({ personId, ...set })
      .onConflictDoUpdate({
        target: messageSetting.personId,
        set: { ...set, version: sql`${messageSetting.version} + 1` },
      });
    const { email } = await readProven(tx, personId);
    if (retry && email) await tx.delete(deadMail).where(eq(deadMail.address, email.toLowerCase()));
    await record(tx, ctx, { type: "person.messages_set", thingId: personId });
    return done(null);
  },
});
