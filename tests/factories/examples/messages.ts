import { randomUUID } from "node:crypto";
import { channelsWith } from "../../../app/messages/channels/all.server";
import { sms } from "../../../drizzle/schema/messages";
import { CITY, jobCtx, visitorCtx, type World } from "../world";
import type { Examples } from "./example";

const channels = channelsWith(async () => {}, CITY);

async function sent({ db }: World): Promise<string> {
  const text = { phone: "+380671230000", template: "request_code", body: "…", segments: 1 };
  const [row] = await db.insert(sms).values(text).returning({ id: sms.id });
  return row!.id;
}

export const messageExamples: Examples = {
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
};
