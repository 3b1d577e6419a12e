import { and, arrayContained, desc, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { district } from "../../../drizzle/schema/districts";
import { incident } from "../../../drizzle/schema/incidents";
import {
  alert,
  broadcast,
  broadcastRecipient,
  notification,
} from "../../../drizzle/schema/messages";
import { incidentsToChoose } from "../../incidents/queries/incidents.server";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import type { Channels } from "../channels/all.server";
import { limitOf } from "../commands/move-broadcast.server";
import type { City } from "../commands/send-email.server";
import { mayConfirm } from "../rules/broadcast";
import { reachOf } from "./audience.server";

const NEWEST = 50;
type Reading = Ctx<Member>;

/** Coordinators see those of their districts, administrators all. */
const inReach = ({ administrator, districts }: Member): SQL | undefined => {
  if (administrator) return undefined;
  if (districts.length === 0) return sql`false`;
  return and(arrayContained(broadcast.districts, [...districts]), ne(broadcast.districts, []));
};

const columns = {
  id: broadcast.id,
  state: broadcast.state,
  groups: broadcast.groups,
  districts: broadcast.districts,
  skill: broadcast.skill,
  incidentId: broadcast.incidentId,
  incident: incident.name,
  pressure: broadcast.pressure,
  words: broadcast.words,
  fallback: broadcast.fallback,
  createdBy: broadcast.createdBy,
  createdAt: broadcast.createdAt,
  version: broadcast.version,
  writer: person.name,
};

export async function listBroadcasts(ctx: Reading) {
  const { db, actor } = ctx;
  const [rows, names, most, incidents] = await Promise.all([
    db
      .select(columns)
      .from(broadcast)
      .innerJoin(person, eq(person.id, broadcast.createdBy))
      .leftJoin(incident, eq(incident.id, broadcast.incidentId))
      .where(inReach(actor))
      .orderBy(desc(broadcast.createdAt))
      .limit(NEWEST),
    namesOf(ctx),
    limitOf(db),
    incidentsToChoose(ctx, null),
  ]);
  return {
    broadcasts: rows.map((row) => ({ ...row, names: names(row.districts) })),
    most,
    incidents,
  };
}

async function namesOf({ db }: Pick<Reading, "db">) {
  const rows = await db.select({ id: district.id, names: district.names }).from(district);
  const known = new Map(rows.map(({ id, names }) => [id, names]));
  return (ids: readonly string[]) => ids.flatMap((id) => known.get(id) ?? []);
}

/** One broadcast: before it goes, whom it would reach; then how far it is. Null for one of nobody's or somebody else's reach. */
export async function readBroadcast(ctx: Reading & { channels: Channels; city: City }, id: string) {
  const { db, actor } = ctx;
  const [row] = await db
    .select(columns)
    .from(broadcast)
    .innerJoin(person, eq(person.id, broadcast.createdBy))
    .leftJoin(incident, eq(incident.id, broadcast.incidentId))
    .where(and(eq(broadcast.id, id), inReach(actor)));
  if (!row) return null;
  const isBefore = row.state === "draft" || row.state === "waiting";
  const [names, most, reach, progress, alerts] = await Promise.all([
    namesOf(ctx),
    limitOf(db),
    isBefore ? reachOf(db, ctx.channels, row, ctx.city, ctx.now) : null,
    isBefore ? null : progressOf(ctx, id),
    db.select({ id: alert.id }).from(alert).where(eq(alert.broadcastId, id)),
  ]);
  return {
    ...row,
    names: names(row.districts),
    reach,
    progress,
    isAbove: reach !== null && reach.people > most,
    most,
    mayConfirm: mayConfirm(actor, row),
    hasAlert: alerts.length > 0,
  };
}

async function progressOf({ db }: Pick<Reading, "db">, id: string) {
  const [[recipients], rows] = await Promise.all([
    db
      .select({
        all: sql<number>`count(*)::int`,
        taken: sql<number>`count(${broadcastRecipient.takenAt})::int`,
      })
      .from(broadcastRecipient)
      .where(eq(broadcastRecipient.broadcastId, id)),
    db
      .select({
        sent: sql<number>`count(${notification.sentAt})::int`,
        later: sql<number>`count(${notification.dueAt})::int`,
        nowhere: sql<number>`(count(*) filter (where ${notification.dueAt} is null and ${notification.batch} is null))::int`,
      })
      .from(notification)
      .where(eq(notification.broadcastId, id)),
  ]);
  return { ...recipients!, ...rows[0]! };
}

/** Districts that somebody may write to. */
export async function districtsToWriteTo({ db, actor }: Reading) {
  const { administrator, districts } = actor;
  return db
    .select({ code: district.code, names: district.names })
    .from(district)
    .where(
      and(
        sql`${district.retiredAt} is null`,
        administrator ? undefined : inArray(district.id, [...districts]),
      ),
    )
    .orderBy(district.code);
}
