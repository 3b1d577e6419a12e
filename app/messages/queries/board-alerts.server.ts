import { desc, sql } from "drizzle-orm";
import { district } from "../../../drizzle/schema/districts";
import { alert, broadcast } from "../../../drizzle/schema/messages";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { mayBroadcastTo } from "../rules/broadcast";

const NEWEST = 30;

/** The warnings of the city, and which of them an actor may still change. */
export async function listAlerts({ db, actor, now }: Ctx<Member>) {
  const [rows, districts] = await Promise.all([
    db
      .select({
        id: alert.id,
        type: alert.type,
        headline: alert.headline,
        description: alert.description,
        fallback: alert.fallback,
        category: alert.category,
        urgency: alert.urgency,
        severity: alert.severity,
        certainty: alert.certainty,
        districts: alert.districts,
        sentAt: alert.sentAt,
        expiresAt: alert.expiresAt,
        isLast: sql<boolean>`not exists (select from alert later where later.replaces = ${alert.id})`,
      })
      .from(alert)
      .orderBy(desc(alert.sentAt))
      .limit(NEWEST),
    db.select({ id: district.id, code: district.code, names: district.names }).from(district),
  ]);
  return rows.map(({ districts: ids, isLast, ...row }) => {
    const stands = isLast && row.type !== "Cancel" && row.expiresAt > now;
    const places = districts.filter(({ id }) => ids.includes(id));
    return {
      ...row,
      codes: places.map(({ code }) => code),
      names: places.map(({ names }) => names),
      stands,
      mayChange: stands && mayBroadcastTo(actor, ids),
    };
  });
}

/** The words of a broadcast, to begin a warning with; null for one that is not theirs. */
export async function wordsOfBroadcast({ db, actor }: Ctx<Member>, id: string) {
  const [found] = await db
    .select({
      words: broadcast.words,
      fallback: broadcast.fallback,
      districts: broadcast.districts,
    })
    .from(broadcast)
    .where(sql`${broadcast.id}::text = ${id}`);
  if (!found || !mayBroadcastTo(actor, found.districts)) return null;
  const places =
    found.districts.length === 0
      ? []
      : await db
          .select({ code: district.code })
          .from(district)
          .where(sql`${district.id} = any(${sql.param(found.districts)}::uuid[])`);
  return { ...found, codes: places.map(({ code }) => code) };
}
