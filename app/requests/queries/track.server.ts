import { and, asc, eq, isNotNull, or } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import { category } from "../../../drizzle/schema/districts";
import { request, requestNote, requestPrivate } from "../../../drizzle/schema/requests";
import type { Db } from "../../platform/database.server";
import { masked, maskedIn, type Passed } from "../rules/journey";
import { OPEN_STATES } from "../states";
import { opens } from "./opens.server";

const standing = {
  state: request.state,
  stateAt: request.stateAt,
  cover: request.cover,
  trouble: request.trouble,
  reason: request.closingReason,
};

/**
 * What the holder of the private link sees: how far it is, what was said, and what they wrote themselves. One that was merged
 * shows how far the other one is, and nothing else of it.
 */
export async function trackRequest(db: Db, token: string) {
  const [found] = await db
    .select({
      id: request.id,
      code: request.code,
      ...standing,
      duplicateOf: request.duplicateOf,
      districtId: request.districtId,
      names: category.names,
      advice: category.advice,
      people: request.people,
      floor: request.floor,
      lift: request.lift,
      phone: requestPrivate.phone,
      email: requestPrivate.email,
      forPhone: requestPrivate.forPhone,
      forName: requestPrivate.forName,
      address: requestPrivate.address,
      access: requestPrivate.access,
      details: requestPrivate.details,
    })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
    .where(opens(token));
  if (!found) return null;
  const { id, duplicateOf, phone, email, forPhone, forName, ...more } = found;
  const { people, floor, lift, address, access, details, ...facts } = more;
  const [other] = duplicateOf
    ? await db.select(standing).from(request).where(eq(request.id, duplicateOf))
    : [];
  const [lines, joined, notes] = await Promise.all([
    passedBy(db, id),
    duplicateOf ? passedBy(db, duplicateOf) : [],
    notesOf(db, id),
  ]);
  return {
    ...facts,
    passed: lines.map(withoutWho),
    /** The last step was the resident's own. */
    endedBySelf: lines.findLast(({ state }) => state !== null)?.actor === "resident",
    /** Of the request that this one was merged into. */
    joined: other ? { ...other, passed: joined.map(withoutWho) } : null,
    notes,
    written: {
      people,
      floor,
      lift,
      address,
      access,
      details,
      phone: masked(phone),
      email: masked(email),
      forPhone: masked(forPhone),
      /** Somebody else asked: a second number may be wrong, or missing. */
      forOther: Boolean(forName || forPhone),
    },
    hasEnded: !OPEN_STATES.includes(facts.state),
  };
}

type Line = Passed & { actor: string };
const withoutWho = ({ actor: _, ...passed }: Line): Passed => passed;

/** The steps of a request. */
const passedBy = (db: Db, id: string): Promise<Line[]> =>
  db
    .select({
      at: event.at,
      type: event.type,
      state: event.toState,
      reason: event.reason,
      actor: event.actor,
    })
    .from(event)
    .where(
      and(eq(event.thingId, id), or(isNotNull(event.toState), eq(event.type, "request.covered"))),
    )
    .orderBy(asc(event.id)) as Promise<Line[]>;

async function notesOf(db: Db, id: string) {
  const notes = await db
    .select({ at: requestNote.at, author: requestNote.author, body: requestNote.body })
    .from(requestNote)
    .where(
      and(
        eq(requestNote.requestId, id),
        or(eq(requestNote.author, "resident"), eq(requestNote.forResident, true)),
      ),
    )
    .orderBy(asc(requestNote.at));
  return notes.map(({ author, body, at }) => {
    const own = author === "resident";
    return { at, own, body: own ? maskedIn(body) : body };
  });
}
