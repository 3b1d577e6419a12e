import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { look } from "../../../drizzle/schema/audit";
import {
  assignment,
  isAccepted,
  isHolding,
  isLiveTask,
  task,
  taskRequest,
} from "../../../drizzle/schema/dispatch";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import {
  isLiveReservation,
  offer,
  offerPrivate,
  reservation,
} from "../../../drizzle/schema/resources";
import { shift, signUp } from "../../../drizzle/schema/shifts";
import type { LookKind, LookPage } from "../../audit/types";
import type { Ctx } from "../../platform/context.server";
import type { Db, Tx } from "../../platform/database.server";
import type { Member } from "../../platform/types";
import { inScope } from "./scope.server";

/** Pages of one thing that one person opens one after another are one look. */
const ONE_LOOK = "5 minutes";
/** How long after a shift its coordinators may still call those who were on it. */
const AFTER_SHIFT = "7 days";

export type Revealed = {
  resident: {
    name: string;
    phone: string;
    email: string;
    /** Whom it is for, where the three above are of somebody else who asks. */
    forName: string;
    forPhone: string;
    address: string;
    access: string;
    details: string;
    lat: number | null;
    lon: number | null;
    /** The middle of the street that the address names. */
    streetLat: number | null;
    streetLon: number | null;
  };
  owner: {
    name: string;
    phone: string;
    /** For the owner and coordinators of the offer's district; whoever fetches something calls. */
    email: string;
    address: string;
    lat: number | null;
    lon: number | null;
  };
  volunteer: { phone: string | null; email: string | null };
};

type Where = {
  page: LookPage;
  /** The task or shift on whose page it is. */
  through?: string;
};
type Found<Kind extends LookKind> = {
  id: string;
  districtId: string | null;
  /** Their own: no look. */
  own: boolean;
  secret: Revealed[Kind];
};
type Reader<Kind extends LookKind> = (
  db: Db | Tx,
  ctx: Ctx<Member>,
  ids: readonly string[],
) => Promise<Found<Kind>[]>;

/**
 * The one way to personal details of a resident (by the id of the request), of an owner (of the offer) or of a volunteer (of
 * the person). Gives those that the actor may see now, by id, and keeps who looked: if that fails, nothing is shown.
 */
export async function reveal<Kind extends LookKind>(
  db: Db | Tx,
  ctx: Ctx<Member>,
  kind: Kind,
  ids: readonly string[],
  where: Where,
): Promise<Map<string, Revealed[Kind]>> {
  if (ids.length === 0) return new Map();
  const found = await READERS[kind](db, ctx, [...new Set(ids)]);
  await keepLooks(
    db,
    ctx.actor,
    kind,
    found.filter(({ own }) => !own),
    where,
  );
  return new Map(found.map(({ id, secret }) => [id, secret]));
}

const READERS: { [Kind in LookKind]: Reader<Kind> } = {
  resident: readResidents,
  owner: readOwners,
  volunteer: readVolunteers,
};

async function keepLooks(
  db: Db | Tx,
  { personId }: Member,
  kind: LookKind,
  seen: readonly { id: string; districtId: string | null }[],
  { page, through }: Where,
) {
  if (seen.length === 0) return;
  const ids = sql.param(seen.map(({ id }) => id));
  const districts = sql.param(seen.map(({ districtId }) => districtId));
  await db.execute(sql`
    insert into ${look} (viewer_id, kind, thing_id, page, through_id, district_id)
    select ${personId}::uuid, ${kind}, s.id, ${page}, ${through ?? null}::uuid, s.district
    from unnest(${ids}::uuid[], ${districts}::uuid[]) s (id, district)
    where not exists (select from ${look} l where l.viewer_id = ${personId}::uuid and l.thing_id = s.id
      and l.kind = ${kind} and l.at > now() - ${ONE_LOOK}::interval)`);
}

/** A part in a live task that a verified volunteer has accepted: the twin of dispatch's `mayReveal`. */
const isWorking = ({ personId, standing }: Member): SQL =>
  standing === "verified"
    ? sql`${assignment.personId} = ${personId}::uuid and ${isLiveTask}
        and ${isAccepted}`
    : sql`false`;

/** For coordinators of the request's district, and for whoever is on the way to it or to the one that it was merged into. */
async function readResidents(db: Db | Tx, { actor }: Ctx<Member>, ids: readonly string[]) {
  const onTheWay = sql`exists (select from ${taskRequest}
    join ${task} on ${task.id} = ${taskRequest.taskId}
    join ${assignment} on ${assignment.taskId} = ${task.id}
    where ${taskRequest.requestId} in (${request.id}, ${request.duplicateOf}) and ${isWorking(actor)})`;
  const rows = await db
    .select({
      id: request.id,
      districtId: request.districtId,
      secret: {
        name: requestPrivate.name,
        phone: requestPrivate.phone,
        email: requestPrivate.email,
        forName: requestPrivate.forName,
        forPhone: requestPrivate.forPhone,
        address: requestPrivate.address,
        access: requestPrivate.access,
        details: requestPrivate.details,
        lat: requestPrivate.lat,
        lon: requestPrivate.lon,
        streetLat: requestPrivate.streetLat,
        streetLon: requestPrivate.streetLon,
      },
    })
    .from(request)
    .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
    .where(and(inArray(request.id, [...ids]), or(inScope(actor, request.districtId), onTheWay)));
  return rows.map((row) => ({ ...row, own: false }));
}

/**
 * For the owner, for coordinators of the offer's district, and, while something of it is reserved or lent for a task, for that
 * task's coordinators, for the volunteers on the way and for whoever has it.
 */
async function readOwners(db: Db | Tx, { actor }: Ctx<Member>, ids: readonly string[]) {
  const promised = sql`exists (select from ${reservation}
    join ${task} on ${task.id} = ${reservation.taskId}
    where ${reservation.offerId} = ${offer.id} and ${isLiveReservation}
      and (${inScope(actor, task.districtId)} or ${reservation.fetchedBy} = ${actor.personId}::uuid
        or exists (select from ${assignment} where ${assignment.taskId} = ${task.id} and ${isWorking(actor)})))`;
  const own = sql<boolean>`${offer.ownerId} is not distinct from ${actor.personId}::uuid`;
  const keeps = or(own, inScope(actor, offer.districtId));
  const rows = await db
    .select({
      id: offer.id,
      districtId: offer.districtId,
      own,
      account: person.name,
      secret: {
        name: offerPrivate.name,
        phone: sql<string>`coalesce(nullif(${offerPrivate.phone}, ''), ${person.phone}, '')`,
        email: sql<string>`case when ${keeps} then coalesce(nullif(${offerPrivate.email}, ''), ${person.email}, '') else '' end`,
        address: offerPrivate.address,
        lat: offerPrivate.lat,
        lon: offerPrivate.lon,
      },
    })
    .from(offer)
    .innerJoin(offerPrivate, eq(offerPrivate.offerId, offer.id))
    .leftJoin(person, eq(person.id, offer.ownerId))
    .where(and(inArray(offer.id, [...ids]), or(keeps, promised)));
  return rows.map(({ account, secret, ...row }) => ({
    ...row,
    secret: { ...secret, name: secret.name || (account ?? "") },
  }));
}

/**
 * For coordinators of the volunteer's district, and of a task that was offered to them or a shift that they are on. Home is
 * nobody's to see: it is only measured from.
 */
async function readVolunteers(db: Db | Tx, { actor, now }: Ctx<Member>, ids: readonly string[]) {
  const home = sql`exists (select from ${volunteerProfile}
    where ${volunteerProfile.personId} = ${person.id} and ${inScope(actor, volunteerProfile.homeDistrictId)})`;
  const asked = sql`exists (select from ${assignment} join ${task} on ${task.id} = ${assignment.taskId}
    where ${assignment.personId} = ${person.id} and ${isLiveTask}
      and ${isHolding}
      and ${inScope(actor, task.districtId)})`;
  const signedUp = sql`exists (select from ${signUp} join ${shift} on ${shift.id} = ${signUp.shiftId}
    where ${signUp.personId} = ${person.id} and ${signUp.state} <> 'withdrawn'
      and upper(${shift.during}) > ${now.toISOString()}::timestamptz - ${AFTER_SHIFT}::interval
      and ${inScope(actor, shift.districtId)})`;
  const rows = await db
    .select({
      id: person.id,
      districtId: sql<string | null>`(select home_district_id from volunteer_profile
        where person_id = ${person.id})`,
      secret: { phone: person.phone, email: person.email },
    })
    .from(person)
    .where(and(inArray(person.id, [...ids]), or(home, asked, signedUp)));
  return rows.map((row) => ({ ...row, own: row.id === actor.personId }));
}
