import { sms } from "../../../drizzle/schema/messages";
import type { Tx } from "../../platform/database.server";
import { schedule } from "../../platform/schedule.server";
import { mayReachStranger, type StrangerKind } from "../../platform/stranger.server";
import { segmentsOf } from "../rules/segments";

export type SmsOrder = Pick<typeof sms.$inferInsert, "phone" | "template" | "body"> &
  Partial<
    Pick<
      typeof sms.$inferInsert,
      "notificationId" | "requestId" | "personId" | "offerId" | "onward"
    >
  > & {
    /** Nobody has shown that the number is theirs: how many go there is counted. */
    stranger?: StrangerKind;
  };

/**
 * Orders a text message within the caller's transaction: it is sent when the change is kept, and at least once. The queue knows
 * its id alone. False where too many have gone to a number that is nobody's.
 */
export async function orderSms(
  tx: Tx,
  now: Date,
  { stranger, ...order }: SmsOrder,
): Promise<boolean> {
  if (stranger && !(await mayReachStranger(tx, `sms_${stranger}`, order.phone, stranger, now)))
    return false;
  const { segments } = segmentsOf(order.body);
  const [ordered] = await tx
    .insert(sms)
    .values({ ...order, segments, createdAt: now })
    .returning({ id: sms.id });
  const id = ordered!.id;
  await schedule(tx, { name: "sms", payload: { sms: id }, key: `sms ${id}` });
  return true;
}
