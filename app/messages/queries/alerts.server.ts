import { and, desc, eq, gt, sql } from "drizzle-orm";
import { district } from "../../../drizzle/schema/districts";
import { alert } from "../../../drizzle/schema/messages";
import type { MultiPolygon } from "../../districts/types";
import type { Db } from "../../platform/database.server";
import type { Names } from "../../platform/types";
import type { CapAlert } from "../rules/cap";
import { ALERT_SEVERITIES } from "../types";

const NEWEST = 30;
/** More than that nobody reads before what they came for. */
const MOST_SHOWN = 3;

/** Nothing has been said since that changes it or calls it off. */
const isLast = sql`not exists (select from alert later where later.replaces = ${alert.id})`;

/** The worst first, as `ALERT_SEVERITIES` names them; of a kind, the newest. */
const byWeight = sql`array_position(${sql.raw(`array[${ALERT_SEVERITIES.map((one) => `'${one}'`)}]`)}, ${alert.severity}::text)`;

/** What warns at the moment, for every page. */
export async function readStanding(db: Db, now: Date) {
  return db
    .select({
      id: alert.id,
      severity: alert.severity,
      headline: alert.headline,
      description: alert.description,
      fallback: alert.fallback,
      expiresAt: alert.expiresAt,
      names: sql<
        Names[]
      >`array(select d.names from district d where d.id = any(${alert.districts}))`,
    })
    .from(alert)
    .where(sql`${gt(alert.expiresAt, now)} and ${alert.type} <> 'Cancel' and ${isLast}`)
    .orderBy(byWeight, desc(alert.sentAt))
    .limit(MOST_SHOWN);
}
export type Standing = Awaited<ReturnType<typeof readStanding>>[number];

/**
 * The alerts as CAP has them, the newest first: one, whatever has become of it, or those whose time is not over and that nothing
 * has followed. What was called off stays among them until then, so that whoever shows it hears so.
 */
export async function readAlerts(
  db: Db,
  city: { names: Names },
  which: { id: string } | { now: Date },
): Promise<CapAlert[]> {
  const [rows, districts] = await Promise.all([
    db
      .select()
      .from(alert)
      .where(
        "id" in which
          ? sql`${alert.id}::text = ${which.id}`
          : and(gt(alert.expiresAt, which.now), isLast),
      )
      .orderBy(desc(alert.sentAt))
      .limit(NEWEST),
    db
      .select({ id: district.id, names: district.names, geometry: district.geometry })
      .from(district),
  ]);
  const earlier = new Map(
    (await Promise.all(rows.flatMap(({ replaces }) => (replaces ? [sentOf(db, replaces)] : []))))
      .flat()
      .map((one) => [one.id, one]),
  );
  const known = new Map(districts.map((one) => [one.id, one]));
  return rows.map(({ districts: ids, replaces, ...row }) => ({
    ...row,
    before: replaces ? (earlier.get(replaces) ?? null) : null,
    areas:
      ids.length === 0
        ? [{ names: city.names, geometry: null }]
        : ids.flatMap((one) => {
            const found = known.get(one);
            return found ? [{ names: found.names, geometry: found.geometry as MultiPolygon }] : [];
          }),
  }));
}

const sentOf = (db: Db, id: string) =>
  db.select({ id: alert.id, sentAt: alert.sentAt }).from(alert).where(eq(alert.id, id));

const FRESH = 5_000;

/**
 * What warns, as every page needs it: asked of the database every few seconds at most, so an alert stands on every page at once and
 * an outage of the database takes none away. What has expired meanwhile is left out by the clock.
 */
export function makeAlertReader(db: Db) {
  let standing: Standing[] = [];
  let askedAt = 0;
  let asking: Promise<void> | null = null;
  return async (now: Date): Promise<Standing[]> => {
    if (Math.abs(now.getTime() - askedAt) > FRESH) {
      askedAt = now.getTime();
      asking = readStanding(db, now)
        .then((rows) => {
          standing = rows;
        })
        .catch(() => {});
    }
    await asking;
    return standing.filter(({ expiresAt }) => expiresAt > now);
  };
}
