import { channelsWith } from "../../../app/messages/channels/all.server";
import { sms } from "../../../drizzle/schema/messages";
import { CITY, jobCtx, type World } from "../world";
import type { Examples } from "./example";

const channels = channelsWith(async () => {}, CITY);

async function sent({ db }: World): Promise<string> {
  const text = { phone: "+380671230000", template: "request_code", body: "…", segments: 1 };
  const [row] = await db.insert(sms).values(text).returning({ id: sms.id });
  return row!.id;
}

export const messageExamples: Examples = {
  "sms.report": async (world) => ({
    ctx: { ...jobCtx(world.db), channels } as never,
    input: { sms: await sent(world), state: "delivered" },
  }),
};
