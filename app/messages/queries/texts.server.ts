import { asc, eq } from "drizzle-orm";
import { sms } from "../../../drizzle/schema/messages";
import type { Db } from "../../platform/database.server";

const MOST = 50;

/** The text messages about a request that went to its resident, and what became of each; for who may open the request. */
export async function listTexts(db: Db, requestId: string) {
  const rows = await db
    .select({
      at: sms.createdAt,
      body: sms.body,
      sentAt: sms.sentAt,
      deliveredAt: sms.deliveredAt,
      failedAt: sms.failedAt,
    })
    .from(sms)
    .where(eq(sms.requestId, requestId))
    .orderBy(asc(sms.createdAt))
    .limit(MOST);
  return rows.map(({ at, body, sentAt, deliveredAt, failedAt }) => ({
    at,
    body,
    became: standOf({ sentAt, deliveredAt, failedAt }),
  }));
}

type Stamps = Record<"sentAt" | "deliveredAt" | "failedAt", Date | null>;

function standOf({ sentAt, deliveredAt, failedAt }: Stamps) {
  if (deliveredAt) return "delivered" as const;
  if (failedAt) return "failed" as const;
  return sentAt ? ("sent" as const) : ("waiting" as const);
}
