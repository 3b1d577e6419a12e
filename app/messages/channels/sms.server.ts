import { and, eq, inArray, or } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { mailboxMessage } from "../../../drizzle/schema/messages";
import { requestPrivate } from "../../../drizzle/schema/requests";
import { offerPrivate } from "../../../drizzle/schema/resources";
import { provenPhone } from "../../accounts/queries/proven.server";
import type { Db } from "../../platform/database.server";
import type { Env } from "../../platform/env.server";
import type { JobCtx } from "../../platform/jobs.server";
import { orderSms } from "../commands/order-sms.server";
import type { City } from "../commands/send-email.server";
import { type SmsJob, sendSms } from "../commands/send-sms.server";
import { gammuGateway } from "../gateways/gammu.server";
import type { Gateway } from "../gateways/gateway";
import { kannelGateway } from "../gateways/kannel.server";
import { providerGateway } from "../gateways/provider.server";
import { isDeadMail } from "../queries/dead-mail.server";
import { unreachable } from "../queries/unreachable.server";
import { composeSmsAll } from "../rules/compose-sms";
import { FIRST_TEMPLATES, type Reader } from "../types";
import type { Channels } from "./all.server";
import type { Channel } from "./channel";

export type SmsSettings = Pick<
  Env,
  "SMS_URL" | "SMS_FROM" | "SMS_BODY" | "SMS_HEADERS" | "SMS_ID" | "SMS_CALLBACK_URL"
>;

/** The gateway that the settings name; null for none. */
export function gatewayOf(settings: SmsSettings): Gateway | null {
  const { SMS_URL: url, SMS_FROM: from } = settings;
  if (!url) return null;
  if (url.startsWith("kannel")) return kannelGateway(url, from);
  if (url.startsWith("gammu")) return gammuGateway(url);
  const { SMS_BODY: body, SMS_HEADERS: headers, SMS_ID: idPath } = settings;
  return providerGateway({ url, from, body, headers, idPath });
}

/** Without a gateway, a demo keeps its text messages on a page of its own. */
export const mailboxGateway = (db: Db): Gateway => ({
  async send({ to, body }) {
    await db.insert(mailboxMessage).values({ channel: "sms", recipient: to, subject: "", body });
    return null;
  },
});

type Parts = {
  gateway: Gateway | null;
  /** Where the gateway reports; without it, at the site's own address. */
  callback?: string | undefined;
  city: City;
  channels: () => Channels;
};

/** Text messages: to the proven phone of a person, and to the one that a resident or an owner without an account has typed. Without a gateway, to nobody. */
export const smsChannel = ({ gateway, callback, city, channels }: Parts): Channel => ({
  name: "sms",
  async addresses(db, readers) {
    if (!gateway || readers.length === 0) return new Map();
    const idsOf = (kind: Reader["kind"]) =>
      readers.filter((reader) => reader.kind === kind).map(({ id }) => id);
    const [people, residents, owners] = await Promise.all([
      db
        .select({ id: person.id, phone: provenPhone })
        .from(person)
        .where(inArray(person.id, idsOf("person"))),
      db
        .select({ id: requestPrivate.requestId, phone: requestPrivate.phone })
        .from(requestPrivate)
        // Whoever has mail reads it there.
        .where(
          and(
            inArray(requestPrivate.requestId, idsOf("request")),
            or(eq(requestPrivate.email, ""), isDeadMail(requestPrivate.email)),
          ),
        ),
      db
        .select({ id: offerPrivate.offerId, phone: offerPrivate.phone })
        .from(offerPrivate)
        .where(inArray(offerPrivate.offerId, idsOf("offer"))),
    ]);
    const dead = await unreachable(
      db,
      people.flatMap(({ phone }) => phone ?? []),
    );
    const reached = people.filter(({ phone }) => phone && !dead.has(phone));
    return new Map(
      [...reached, ...residents, ...owners].flatMap(({ id, phone }) =>
        // What could not be understood is kept as it was typed, and is no number.
        phone?.startsWith("+") ? [[id, phone] as const] : [],
      ),
    );
  },
  async order(tx, { kind, id }, message, now) {
    const { to, parts, notificationId } = message;
    const { template } = parts[0];
    await orderSms(tx, now, {
      phone: to,
      template,
      body: composeSmsAll(message, city, now),
      notificationId,
      requestId: kind === "request" ? id : null,
      personId: kind === "person" ? id : null,
      offerId: kind === "offer" ? id : null,
      // Such a number was typed into a form, by whomever.
      ...(kind === "person"
        ? {}
        : { stranger: FIRST_TEMPLATES.includes(template) ? "first" : "later" }),
    });
  },
  jobs: gateway
    ? { sms: (job: SmsJob, ctx: JobCtx) => sendSms(ctx, { gateway, callback, channels }, job) }
    : {},
});
