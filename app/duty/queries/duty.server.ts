import { and, asc, desc, eq, inArray, isNull, ne, or, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { district } from "../../../drizzle/schema/districts";
import { duty, handover, handoverDistrict } from "../../../drizzle/schema/duty";
import type { Ctx } from "../../platform/context.server";
import { isUuid } from "../../platform/identifiers";
import type { Member, Names } from "../../platform/types";
import { mayReadHandover, mayTake } from "../policy";

const ownOf = (actor: Member) =>
  actor.administrator ? undefined : inArray(district.id, [...actor.districts]);

/** The districts of a coordinator, each with who is on duty for it, by name, and since when. */
export async function readDuty({ db, actor }: Ctx<Member>) {
  const rows = await db
    .select({
      id: district.id,
      code: district.code,
      names: district.names,
      personId: duty.personId,
      name: person.name,
      since: duty.since,
    })
    .from(district)
    .leftJoin(duty, and(eq(duty.districtId, district.id), isNull(duty.until)))
    .leftJoin(person, eq(person.id, duty.personId))
    .where(and(isNull(district.retiredAt), ownOf(actor)))
    .orderBy(asc(district.code), asc(duty.since));
  const found = new Map<string, OnDuty>();
  for (const { personId, name, since, ...place } of rows) {
    const one = found.get(place.id) ?? { ...place, own: null, people: [] };
    found.set(place.id, one);
    if (personId === actor.personId) one.own = since;
    if (personId && name && since) one.people.push({ name, since });
  }
  return [...found.values()];
}
export type OnDuty = {
  id: string;
  code: string;
  names: Names;
  /** Since when the reader is. */
  own: Date | null;
  people: { name: string; since: Date }[];
};

const author = person;
const columns = {
  id: handover.id,
  state: handover.state,
  note: handover.note,
  since: handover.since,
  createdAt: handover.createdAt,
  stateAt: handover.stateAt,
  version: handover.version,
  personId: handover.personId,
  name: author.name,
  takenBy: sql<
    string | null
  >`(select taker.name from person taker where taker.id = ${handover.takenBy})`,
  districts: sql<{ id: string; names: Names }[]>`(
    select json_agg(json_build_object('id', ${district.id}, 'names', ${district.names}) order by ${district.code})
    from ${handoverDistrict} join ${district} on ${district.id} = ${handoverDistrict.districtId}
    where ${handoverDistrict.handoverId} = ${handover.id})`,
};
const idsOf = ({ districts }: { districts: { id: string }[] }) => districts.map(({ id }) => id);

/** How many hand-overs that are over a page shows. */
const LATEST = 10;

/** Those that wait for somebody in one's districts, one's own among them. */
export async function listWaiting({ db, actor }: Ctx<Member>) {
  const waiting = await db
    .select(columns)
    .from(handover)
    .innerJoin(author, eq(author.id, handover.personId))
    .where(eq(handover.state, "open"))
    .orderBy(asc(handover.createdAt));
  return waiting
    .filter((one) => mayReadHandover(actor, { ...one, districts: idsOf(one) }))
    .map(({ note: _, ...one }) => ({ ...one, own: one.personId === actor.personId }));
}

/** The same, and the latest that are over. */
export async function listHandovers(ctx: Ctx<Member>) {
  const [waiting, over] = await Promise.all([
    listWaiting(ctx),
    ctx.db
      .select(columns)
      .from(handover)
      .innerJoin(author, eq(author.id, handover.personId))
      .where(and(ne(handover.state, "open"), visible(ctx.actor)))
      .orderBy(desc(handover.createdAt))
      .limit(LATEST),
  ]);
  return { waiting, over: over.map(({ note: _, ...one }) => one) };
}

const visible = (actor: Member) =>
  actor.administrator
    ? undefined
    : or(
        eq(handover.personId, actor.personId),
        eq(handover.takenBy, actor.personId),
        actor.districts.length === 0
          ? undefined
          : sql`not exists (select from ${handoverDistrict} where ${handoverDistrict.handoverId} = ${handover.id}
              and ${handoverDistrict.districtId} not in ${[...actor.districts]})`,
      );

/** One hand-over for its author, or for whoever could take it or could have; null for anybody else. */
export async function openHandover({ db, actor }: Ctx<Member>, id: string) {
  if (!isUuid(id)) return null;
  const [found] = await db
    .select(columns)
    .from(handover)
    .innerJoin(author, eq(author.id, handover.personId))
    .where(eq(handover.id, id));
  if (!found) return null;
  const about = { ...found, districts: idsOf(found) };
  if (!mayReadHandover(actor, about)) return null;
  return { ...found, own: found.personId === actor.personId, mayTake: mayTake(actor, about) };
}
