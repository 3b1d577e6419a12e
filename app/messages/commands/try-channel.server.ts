import { eq } from "drizzle-orm";
import { z } from "zod";
import { person } from "../../../drizzle/schema/accounts";
import { provenEmail, provenPhone } from "../../accounts/queries/proven.server";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { enqueueMail } from "../../platform/mail.server";
import { type Actor, done, type Member, refuse } from "../../platform/types";
import type { City } from "../rules/compose";
import { composeSms } from "../rules/compose-sms";
import { orderSms } from "./order-sms.server";

const THE_CITY = "00000000-0000-0000-0000-000000000000";
const tryForm = z.object({ channel: z.enum(["email", "sms"], { error: "input" }) });
const administers = (actor: Actor) => actor.kind === "member" && actor.administrator;

/** Sends a test to the administrator's own proven address or number. Refuses: `channel.unproven`. */
export const tryChannel = command({
  name: "channel.try",
  input: tryForm,
  may: administers,
  run: async (tx, ctx: Inside<Member> & { city: City }, { channel }) => {
    const [own] = await tx
      .select({ email: provenEmail, phone: provenPhone, locale: person.locale })
      .from(person)
      .where(eq(person.id, ctx.actor.personId));
    const to = channel === "email" ? own?.email : own?.phone;
    if (!own || !to) return refuse("channel.unproven");
    const { locale } = own;
    const params = { at: ctx.now.toISOString() };
    const template = "channel_test";
    if (channel === "email")
      await enqueueMail(tx, { to, locale, template, params, path: "/admin/settings" });
    else {
      const body = composeSms({ locale, template, params }, ctx.city, ctx.now);
      const personId = ctx.actor.personId;
      await orderSms(tx, ctx.now, { phone: to, template, body, personId });
    }
    await record(tx, ctx, { type: "city.channel_tried", thingId: THE_CITY, data: { channel } });
    return done(null);
  },
});
