import { createHash } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { category, city, district } from "../../../drizzle/schema/districts";
import { smsIn } from "../../../drizzle/schema/messages";
import { guessLocale } from "../../i18n/guess-locale";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { readPhone } from "../../platform/phone";
import { cleanText } from "../../platform/text";
import { done, LOCALES } from "../../platform/types";
import { alarmOf, PRESSING_ALARMS } from "../../requests/rules/alarm";
import { guessKinds } from "../../requests/rules/guess-kind";
import { guessPlace } from "../../requests/rules/guess-place";
import { smsForm } from "../form";
import { askedOf, partsOf, requestsFrom, volunteerWith } from "../queries/sender.server";
import { decideSms } from "../rules/decide-sms";
import { readSms } from "../rules/read-sms";
import type { Meaning } from "../types";
import { type Act, actOn } from "./act-on-sms.server";
import { answerSms } from "./answer-sms.server";

export type Received = { meaning: Meaning; repeated: boolean };

/**
 * A text message that a gateway brings, once however often it is brought. It becomes a step of what its sender has open, or a
 * request that a person reads; its sender is answered, and nothing that came in is thrown away.
 */
export const receiveSms = command({
  name: "sms.receive",
  input: smsForm,
  run: async (tx, ctx: Inside, { gateway, id, from, text: typed }) => {
    const text = cleanText(typed).trim();
    const phone = readPhone(from, ctx.city.callingCode)?.phone ?? from;
    const kept = await keep(tx, ctx, { gateway, gatewayId: id, phone, body: text });
    if (!kept) return done<Received>({ meaning: "unclear", repeated: true });
    // Two messages of one number are read one after the other, so that the second finds what the first has made.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`sms ${phone}`}, 0))`);
    const act = await understand(tx, ctx, { phone, text });
    const { meaning, requestId = null, personId = null, answer } = await actOn(tx, ctx, act);
    await tx
      .update(smsIn)
      .set({ meaning, requestId, personId: act.volunteer?.id ?? personId })
      .where(eq(smsIn.id, kept));
    if (answer) await answerSms(tx, ctx, { act, answer, requestId });
    return done<Received>({ meaning, repeated: false });
  },
});

type Kept = Pick<typeof smsIn.$inferInsert, "gateway" | "gatewayId" | "phone" | "body">;

/** Keeps a message, and gives its id; null for one that was brought before. An id that comes again with other words is another message. */
async function keep(tx: Tx, { now }: Inside, message: Kept): Promise<string | null> {
  const digest = createHash("sha256").update(`${message.phone} ${message.body}`).digest("hex");
  for (const gatewayId of [message.gatewayId, `${message.gatewayId} ${digest}`]) {
    const [kept] = await tx
      .insert(smsIn)
      .values({ ...message, gatewayId, at: now, meaning: "unclear" })
      .onConflictDoNothing()
      .returning({ id: smsIn.id });
    if (kept) return kept.id;
    const [same] = await tx
      .select({ phone: smsIn.phone, body: smsIn.body })
      .from(smsIn)
      .where(and(eq(smsIn.gateway, message.gateway), eq(smsIn.gatewayId, gatewayId)));
    if (same?.phone === message.phone && same.body === message.body) return null;
  }
  return null;
}

/** Who writes, in which language, and what they mean. */
async function understand(
  tx: Tx,
  { now }: Inside,
  sent: { phone: string; text: string },
): Promise<Act> {
  const { phone, text } = sent;
  const [[here], districts, categories, requests, volunteer] = await Promise.all([
    tx
      .select({ locales: city.locales, emergencyNumber: city.emergencyNumber, zone: city.zone })
      .from(city),
    tx
      .select({ code: district.code, names: district.names })
      .from(district)
      .where(isNull(district.retiredAt)),
    tx.select({ code: category.code }).from(category).where(eq(category.active, true)),
    requestsFrom(tx, phone, now),
    volunteerWith(tx, phone),
  ]);
  const [asked, parts] = volunteer
    ? await Promise.all([askedOf(tx, volunteer.id, now), partsOf(tx, volunteer.id)])
    : [[], []];
  const heard = alarmOf(text);
  const danger = heard !== null && PRESSING_ALARMS.includes(heard);
  const kinds = guessKinds(text);
  const asksForHelp = kinds.length > 0;
  const kind = kinds.find((one) => categories.some(({ code }) => code === one)) ?? "";
  const said = readSms(text);
  const decision = decideSms({
    said,
    danger,
    asksForHelp,
    requests,
    isVolunteer: volunteer !== null,
    asked,
    parts,
  });
  const own = "request" in decision ? requests.find(({ id }) => id === decision.request.id) : null;
  const locales = LOCALES.filter((one) => here!.locales.includes(one));
  locales.sort((one, other) => here!.locales.indexOf(one) - here!.locales.indexOf(other));
  const locale = own?.locale ?? volunteer?.locale ?? guessLocale(text, locales);
  const place = guessPlace(text, districts);
  return { ...sent, decision, volunteer, locale, kind, danger, place, city: here! };
}
