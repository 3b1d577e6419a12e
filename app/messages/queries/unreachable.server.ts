import { inArray, sql } from "drizzle-orm";
import { sms, smsIn } from "../../../drizzle/schema/messages";
import type { Db, Tx } from "../../platform/database.server";

/** Of these numbers, those whose last text message did not arrive, and that have sent none since. */
export async function unreachable(db: Db | Tx, phones: readonly string[]): Promise<Set<string>> {
  if (phones.length === 0) return new Set();
  const rows = await db
    .selectDistinctOn([sms.phone], {
      phone: sms.phone,
      failedAt: sms.failedAt,
      failure: sms.failure,
    })
    .from(sms)
    .where(
      sql`${inArray(sms.phone, [...new Set(phones)])} and coalesce(${sms.deliveredAt}, ${sms.failedAt}) is not null
        and not exists (select from ${smsIn} where ${smsIn.phone} = ${sms.phone} and ${smsIn.at} > ${sms.createdAt})`,
    )
    .orderBy(sms.phone, sql`${sms.createdAt} desc`);
  // A gateway that was away says nothing about the number.
  return new Set(
    rows
      .filter(({ failedAt, failure }) => failedAt && failure !== "gateway")
      .map(({ phone }) => phone),
  );
}
