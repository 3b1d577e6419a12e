import { and, desc, eq, exists, inArray, type SQL, sql } from "drizzle-orm";
import { incident, incidentDistrict } from "../../../drizzle/schema/incidents";
import type { Ctx } from "../../platform/context.server";
import type { Db, Tx } from "../../platform/database.server";
import { isUuid } from "../../platform/identifiers";
import type { Actor, Member } from "../../platform/types";
import type { IncidentChoice, IncidentLine } from "../types";

const MOST = 100;

const districts = sql<IncidentLine["districts"]>`(select coalesce(json_agg(
    json_build_object('id', d.id, 'code', d.code, 'names', d.names) order by d.code), '[]')
  from incident_district i join district d on d.id = i.district_id where i.incident_id = incident.id)`;

const columns = {
  id: incident.id,
  name: incident.name,
  state: incident.state,
  startsAt: incident.startsAt,
  endsAt: incident.endsAt,
  version: incident.version,
  districts,
};

/** The SQL twin of `mayReadIncident`. */
function isReadBy(db: Db | Tx, actor: Actor): SQL {
  if (actor.kind !== "member") return sql`false`;
  if (actor.administrator) return sql`true`;
  if (actor.districts.length === 0) return sql`false`;
  return exists(
    db
      .select({ one: sql`1` })
      .from(incidentDistrict)
      .where(
        and(
          eq(incidentDistrict.incidentId, incident.id),
          inArray(incidentDistrict.districtId, [...actor.districts]),
        ),
      ),
  );
}

/** The incidents that the actor may read: open ones first, then the newest. */
export const listIncidents = (ctx: Ctx<Member>): Promise<IncidentLine[]> =>
  ctx.db
    .select(columns)
    .from(incident)
    .where(isReadBy(ctx.db, ctx.actor))
    .orderBy(sql`${incident.state} = 'open' desc`, desc(incident.startsAt), incident.id)
    .limit(MOST);

/** One that the actor may read; null otherwise. */
export async function findIncident(ctx: Ctx<Member>, id: string): Promise<IncidentLine | null> {
  if (!isUuid(id)) return null;
  const [found] = await ctx.db
    .select(columns)
    .from(incident)
    .where(and(eq(incident.id, id), isReadBy(ctx.db, ctx.actor)));
  return found ?? null;
}

/** Whether it is open and the actor may read it; it stays so to the end of the transaction. */
export async function isOpenTo(tx: Tx, actor: Actor, id: string): Promise<boolean> {
  const found = await tx
    .select({ id: incident.id })
    .from(incident)
    .where(and(eq(incident.id, id), eq(incident.state, "open"), isReadBy(tx, actor)))
    .for("share");
  return found.length > 0;
}

/** What a list can be narrowed to: what is open, and what it is narrowed to already. */
export const incidentsToChoose = (
  ctx: Ctx<Member>,
  chosen: string | null,
): Promise<IncidentChoice[]> =>
  ctx.db
    .select({ id: incident.id, name: incident.name })
    .from(incident)
    .where(
      and(
        isReadBy(ctx.db, ctx.actor),
        sql`(${incident.state} = 'open' or ${incident.id} = ${chosen}::uuid)`,
      ),
    )
    .orderBy(desc(incident.startsAt), incident.id)
    .limit(MOST);

/** What a request of a district can be put into: what is open there, and what it is in. */
export async function incidentsFor(
  db: Db | Tx,
  { districtId, incidentId }: { districtId: string | null; incidentId: string | null },
): Promise<IncidentChoice[]> {
  const open = sql`${incident.state} = 'open' and (${districtId}::uuid is null or exists (
    select from incident_district i where i.incident_id = ${incident.id} and i.district_id = ${districtId}::uuid))`;
  return db
    .select({ id: incident.id, name: incident.name })
    .from(incident)
    .where(sql`(${open}) or ${incident.id} = ${incidentId}::uuid`)
    .orderBy(desc(incident.startsAt), incident.id);
}
