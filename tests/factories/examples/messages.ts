import { randomInt, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { channelsWith } from "../../../app/messages/channels/all.server";
import { sendBroadcast, stopBroadcast } from "../../../app/messages/commands/move-broadcast.server";
import { publishAlert } from "../../../app/messages/commands/publish-alert.server";
import { tryDevice } from "../../../app/messages/commands/push-device.server";
import {
  setBroadcastLimit,
  writeBroadcast,
} from "../../../app/messages/commands/write-broadcast.server";
import { codeHash } from "../../../app/messages/rules/phone-code";
import { returnPath } from "../../../app/messages/rules/return-path";
import { execute } from "../../../app/platform/command.server";
import { newVapidKey, vapidOf } from "../../../app/platform/vapid.server";
import { phoneCode, sms } from "../../../drizzle/schema/messages";
import { pushMessage } from "../../../drizzle/schema/push";
import { browser, subscribed } from "../push-sink";
import { value } from "../rota";
import { CITY, jobCtx, KEYS, NOON, visitorCtx, type World } from "../world";
import type { Examples } from "./example";

const VAPID = vapidOf({ VAPID_KEY: newVapidKey(), MAIL_FROM: "naaber@city.example" })!;
const service = { key: VAPID.publicKey, send: async () => {} };
const channels = channelsWith(async () => {}, CITY, null, { service });

async function sent({ db }: World): Promise<string> {
  const text = { phone: "+380671230000", template: "request_code", body: "…", segments: 1 };
  const [row] = await db.insert(sms).values(text).returning({ id: sms.id });
  return row!.id;
}

const BROADCAST = {
  groups: ["members"],
  district: [],
  pressure: "news",
  fallback: "uk",
  words_uk: "Чай о шостій",
};
const ALERT = {
  category: "Infra",
  urgency: "Immediate",
  severity: "Severe",
  certainty: "Observed",
  hours: "6",
  fallback: "uk",
  headline_uk: "Немає світла",
};

const administrator = async (world: World) => (await world.person({ administrator: true })).ctx();

/** A broadcast that these steps have been taken with; who wrote it, and what the next step sends. */
async function written(world: World, ...steps: (typeof sendBroadcast)[]) {
  const ctx = await administrator(world);
  const id = value(await execute(ctx, writeBroadcast, BROADCAST));
  for (const [index, step] of steps.entries())
    value(await execute(ctx, step, { id, version: index + 1 }));
  return { ctx, input: { id, version: steps.length + 1 } };
}

/** Somebody who has a device. */
async function pushed(world: World) {
  const { id, ctx } = await world.person();
  const device = await subscribed(world.db, id, VAPID.publicKey, "https://push.example");
  return { ctx: { ...ctx(), channels, session: { publicId: device.sessionId } } as never, device };
}

export const messageExamples: Examples = {
  "person.add-device": async (world) => {
    const { endpoint, p256dh, auth } = browser("https://push.example");
    const sent = { secret_endpoint: endpoint, secret_p256dh: p256dh, secret_auth: auth };
    const { ctx } = await pushed(world);
    return { ctx, input: { ...sent, vapid: VAPID.publicKey, device: "Firefox" } };
  },
  "person.renew-device": async (world) => {
    const { endpoint, p256dh, auth } = browser("https://push.example");
    const sent = { secret_endpoint: endpoint, secret_p256dh: p256dh, secret_auth: auth };
    const { ctx } = await pushed(world);
    return { ctx, input: { ...sent, vapid: VAPID.publicKey } };
  },
  "person.remove-device": async (world) => {
    const { ctx, device } = await pushed(world);
    return { ctx, input: { id: device.id } };
  },
  "person.try-device": async (world) => {
    const { ctx, device } = await pushed(world);
    return { ctx, input: { id: device.id } };
  },
  "push.report": async (world) => {
    const { ctx, device } = await pushed(world);
    value(await execute(ctx, tryDevice, { id: device.id }));
    const [message] = await world.db
      .select({ id: pushMessage.id })
      .from(pushMessage)
      .where(eq(pushMessage.deviceId, device.id));
    return { ctx, input: { push: message!.id, state: "shown" } };
  },
  "person.send-phone-code": async (world) => {
    const texting = channelsWith(async () => {}, CITY, { send: async () => null });
    const { ctx } = await world.person({ contact: { phone: `+38067${randomInt(1e6, 1e7)}` } });
    return { ctx: { ...ctx(), channels: texting } as never, input: {} };
  },
  "person.enter-phone-code": async (world) => {
    const phone = `+38067${randomInt(1e6, 1e7)}`;
    const { id, ctx } = await world.person({ contact: { phone } });
    const hash = codeHash(KEYS.signing("phone code"), { personId: id, phone }, "123456");
    const expiresAt = new Date(NOON.getTime() + 60_000);
    await world.db.insert(phoneCode).values({ personId: id, phone, hash, expiresAt });
    return { ctx: ctx(), input: { secret_code: "123456" } };
  },
  "mail.report-bounce": async (world) => {
    const returns = { address: "bounces@city.example", secret: "b".repeat(32) };
    const to = `${randomUUID()}@mail.example`;
    return {
      ctx: { ...visitorCtx(world.db), channels, returns } as never,
      input: {
        paths: [returnPath(returns, to)],
        failed: [{ addresses: [to], fault: "address" }],
      },
    };
  },
  "broadcast.write": async (world) => ({ ctx: await administrator(world), input: BROADCAST }),
  "broadcast.set-limit": async (world) => ({
    ctx: await administrator(world),
    input: { most: "1000" },
  }),
  "broadcast.send": (world) => written(world),
  "broadcast.confirm": async (world) => {
    const chief = await administrator(world);
    value(await execute(chief, setBroadcastLimit, { most: "0" }));
    const { input } = await written(world, sendBroadcast);
    value(await execute(chief, setBroadcastLimit, { most: "1000" }));
    return { ctx: await administrator(world), input };
  },
  "broadcast.stop": (world) => written(world, sendBroadcast),
  "broadcast.resume": (world) => written(world, sendBroadcast, stopBroadcast),
  "broadcast.withdraw": (world) => written(world),
  "broadcast.work-off": async (world) => ({
    ctx: { ...jobCtx(world.db), channels } as never,
    input: { broadcast: (await written(world, sendBroadcast)).input.id },
  }),
  "alert.publish": async (world) => ({ ctx: await administrator(world), input: ALERT }),
  "alert.cancel": async (world) => {
    const ctx = await administrator(world);
    return { ctx, input: { id: value(await execute(ctx, publishAlert, ALERT)) } };
  },
  "person.set-messages": async (world) => ({
    ctx: (await world.person({ standing: "verified" })).ctx(),
    input: { of: ["tasks"], on: ["tasks.email"], quietFrom: "22:00", quietTo: "7:00", version: 0 },
  }),
  "sms.receive": async ({ db }) => ({
    ctx: visitorCtx(db),
    input: { gateway: "http", id: randomUUID(), from: "067 123 45 67", text: "Потрібна вода" },
  }),
  "sms.report": async (world) => ({
    ctx: { ...jobCtx(world.db), channels } as never,
    input: { sms: await sent(world), state: "delivered" },
  }),
  "channel.try": async (world) => ({
    ctx: (await world.person({ administrator: true })).ctx(),
    input: { channel: "email" },
  }),
};
