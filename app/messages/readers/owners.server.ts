import { eq, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { task } from "../../../drizzle/schema/dispatch";
import { city } from "../../../drizzle/schema/districts";
import { offer, reservation, resourceKind } from "../../../drizzle/schema/resources";
import { nameIn } from "../../i18n/translate";
import type { Locale } from "../../platform/types";
import { coordinatorsOf } from "./coordinators.server";
import type { FindReaders } from "./reader";

/**
 * The owner of an offer, or of what is reserved of it: by their account, else by their private link, which the mail makes. The kind
 * is named, not the title: a stranger may have written that for somebody else to read.
 */
export const ownerOf: FindReaders = async (tx, { origin }, { thing, thingId, actorId }) => {
  const reserved = thing === "reservation";
  const [found] = await tx
    .select({
      id: offer.id,
      number: offer.number,
      kind: resourceKind.names,
      locale: offer.locale,
      ownerId: offer.ownerId,
      ownLocale: person.locale,
      firstLocale: sql<Locale>`(select locales[1] from ${city})`,
      phone: sql<string | null>`(select about ->> 'helpLine' from ${city})`,
      window: reservation.during,
      durable: offer.durable,
    })
    .from(offer)
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .leftJoin(person, eq(person.id, offer.ownerId))
    .leftJoin(reservation, reserved ? eq(reservation.offerId, offer.id) : sql`false`)
    .where(eq(reserved ? reservation.id : offer.id, thingId));
  if (!found || (actorId && found.ownerId === actorId)) return [];
  const { id, number, kind, ownerId, window } = found;
  const locale = found.ownLocale ?? found.locale ?? found.firstLocale;
  const params = {
    number,
    what: nameIn(kind, locale),
    at: window?.from.toISOString() ?? "",
    end: window?.to.toISOString() ?? "",
    by: found.durable && window ? window.to.toISOString() : "",
    phone: found.phone ?? "",
    url: `${origin}/offers/${id}`,
  };
  return ownerId
    ? [{ kind: "person", id: ownerId, locale, params }]
    : [{ kind: "offer", id, locale, params }];
};

/** The same, but only where there is no account in which they see it at once. */
export const ownerWithoutAccount: FindReaders = async (...line) =>
  (await ownerOf(...line)).filter(({ kind }) => kind === "offer");

/** Whoever has fetched what is overdue. */
export const borrowerOf: FindReaders = async (tx, { origin }, { thingId }) => {
  const [found] = await tx
    .select({
      personId: person.id,
      locale: person.locale,
      number: task.number,
      taskId: task.id,
      kind: resourceKind.names,
      window: reservation.during,
    })
    .from(reservation)
    .innerJoin(person, eq(person.id, reservation.fetchedBy))
    .innerJoin(task, eq(task.id, reservation.taskId))
    .innerJoin(offer, eq(offer.id, reservation.offerId))
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .where(eq(reservation.id, thingId));
  if (!found) return [];
  const { personId, locale, number, taskId, kind, window } = found;
  const params = {
    number,
    what: nameIn(kind, locale),
    by: window.to.toISOString(),
    url: `${origin}/tasks/${taskId}`,
  };
  return [{ kind: "person", id: personId, locale, params }];
};

/** The coordinators of the district in which lies what somebody has lent. */
export const coordinatorsOfOffer: FindReaders = async (tx, { origin }, { thingId }) => {
  const [found] = await tx
    .select({
      number: offer.number,
      kind: resourceKind.names,
      districtId: offer.districtId,
      window: reservation.during,
    })
    .from(reservation)
    .innerJoin(offer, eq(offer.id, reservation.offerId))
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .where(eq(reservation.id, thingId));
  if (!found) return [];
  const { number, kind, districtId, window } = found;
  const coordinators = await coordinatorsOf(tx, districtId);
  return coordinators.map(({ id, locale }) => ({
    kind: "person",
    id,
    locale,
    params: {
      number,
      what: nameIn(kind, locale),
      by: window.to.toISOString(),
      url: `${origin}/board/resources`,
    },
  }));
};
