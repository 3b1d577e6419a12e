import { and, asc, eq, inArray, ne, or, type SQL, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { assignment, task, taskRequest } from "../../../drizzle/schema/dispatch";
import { category, district } from "../../../drizzle/schema/districts";
import { request, requestNote } from "../../../drizzle/schema/requests";
import { offer, reservation, resourceKind } from "../../../drizzle/schema/resources";
import { doorsOf } from "../../dispatch/queries/own-tasks.server";
import { silentSince } from "../../dispatch/queries/silent.server";
import { ACCEPTED_STATES, LIVE_ASSIGNMENT_STATES, LIVE_TASK_STATES } from "../../dispatch/states";
import { PROBLEMS } from "../../dispatch/types";
import { nameIn, translator } from "../../i18n/translate";
import type { Tx } from "../../platform/database.server";
import { hardestStairs, stairsInWords } from "../../requests/rules/stairs";
import { isDanger } from "../queries/standing.server";
import type { Reader } from "../types";
import { coordinatorsOf } from "./coordinators.server";
import type { FindReaders, Line } from "./reader";

/** The volunteer of one part in a task; who is asked reads first whether a life is at risk. */
export const volunteerOf: FindReaders = async (tx, { origin }, line, { template }) => {
  const { thingId } = line;
  const [found] = await tx
    .select({
      locale: person.locale,
      personId: person.id,
      number: task.number,
      taskId: task.id,
      answerBy: assignment.answerBy,
      title: task.title,
      names: category.names,
      districtNames: district.names,
      doors: doorsOf,
    })
    .from(assignment)
    .innerJoin(person, eq(person.id, assignment.personId))
    .innerJoin(task, eq(task.id, assignment.taskId))
    .leftJoin(district, eq(district.id, task.districtId))
    .leftJoin(taskRequest, eq(taskRequest.taskId, task.id))
    .leftJoin(request, eq(request.id, taskRequest.requestId))
    .leftJoin(category, eq(category.id, request.categoryId))
    .where(eq(assignment.id, thingId))
    .orderBy(asc(taskRequest.position))
    .limit(1);
  if (!found) return [];
  const { locale, personId, number, taskId, answerBy, title, names, districtNames } = found;
  const t = translator(locale);
  const isAsked = template === "task_offered";
  const stairs = hardestStairs(found.doors);
  const params = {
    what: names ? nameIn(names, locale) : title,
    where: districtNames ? nameIn(districtNames, locale) : "",
    danger: isAsked && (await isDanger(tx, line)) ? t("common:priority.critical") : "",
    stairs: stairs ? stairsInWords({ t, number: String }, stairs) : "",
    number,
    at: answerBy.toISOString(),
    url: `${origin}/tasks/${taskId}`,
  };
  return [{ kind: "person", id: personId, locale, params }];
};

/** Who has accepted a task, is on the way or there; of where it is, the district alone. */
export const volunteersOnTask: FindReaders = (tx, { origin }, { thingId, actorId }) =>
  teamsWhere(tx, origin, and(eq(task.id, thingId), but(actorId)));

/** The same, and who may still say yes. */
export const volunteersOfTask: FindReaders = (tx, { origin }, { thingId, actorId }) =>
  teamsWhere(tx, origin, and(eq(task.id, thingId), but(actorId)), LIVE_ASSIGNMENT_STATES);

/** The same of every task that serves a request, or the one that it was merged into. */
export const volunteersOfRequest: FindReaders = async (tx, { origin }, line, { template }) => {
  const words = template === "team_note" ? await wordsForTeam(tx, line) : "";
  if (words === null) return [];
  const readers = await teamsWhere(
    tx,
    origin,
    sql`${request.id} = (select coalesce(own.duplicate_of, own.id) from request own where own.id = ${line.thingId})`,
  );
  return readers.map((reader) => ({ ...reader, words }));
};

/** What a coordinator has written for the volunteers on the way; null where it is not for them. */
async function wordsForTeam(tx: Tx, { thingId, data }: Line): Promise<string | null> {
  if (!data.team || !data.note) return null;
  const [note] = await tx
    .select({ body: requestNote.body })
    .from(requestNote)
    .where(sql`${requestNote.requestId} = ${thingId} and ${requestNote.id}::text = ${data.note}`);
  return note?.body ?? null;
}

async function teamsWhere(
  tx: Tx,
  origin: string,
  where: SQL | undefined,
  states = ACCEPTED_STATES,
): Promise<Reader[]> {
  const rows = await tx
    .selectDistinctOn([person.id], {
      locale: person.locale,
      personId: person.id,
      taskId: task.id,
      number: task.number,
      title: task.title,
      names: category.names,
      districtNames: district.names,
    })
    .from(assignment)
    .innerJoin(person, eq(person.id, assignment.personId))
    .innerJoin(task, eq(task.id, assignment.taskId))
    .leftJoin(district, eq(district.id, task.districtId))
    .leftJoin(taskRequest, eq(taskRequest.taskId, task.id))
    .leftJoin(request, eq(request.id, taskRequest.requestId))
    .leftJoin(category, eq(category.id, request.categoryId))
    .where(
      and(
        where,
        inArray(task.state, [...LIVE_TASK_STATES]),
        inArray(assignment.state, [...states]),
      ),
    )
    .orderBy(person.id, asc(taskRequest.position));
  return rows.map(({ locale, personId, taskId, number, title, names, districtNames }) => {
    const params = {
      number,
      what: names ? nameIn(names, locale) : title,
      where: districtNames ? nameIn(districtNames, locale) : "",
      url: `${origin}/tasks/${taskId}`,
    };
    return { kind: "person", id: personId, locale, params };
  });
}

/** Whoever coordinates where a task is, and is on duty; all of them where nobody is. */
export const coordinatorsOfTask: FindReaders = async (tx, { origin }, line) => {
  const [found] = await tx
    .select({
      silentSince,
      taskId: task.id,
      number: task.number,
      title: task.title,
      name: person.name,
      names: category.names,
      districtId: task.districtId,
      districtNames: district.names,
    })
    .from(assignment)
    .innerJoin(person, eq(person.id, assignment.personId))
    .innerJoin(task, eq(task.id, assignment.taskId))
    .leftJoin(district, eq(district.id, task.districtId))
    .leftJoin(taskRequest, eq(taskRequest.taskId, task.id))
    .leftJoin(request, eq(request.id, taskRequest.requestId))
    .leftJoin(category, eq(category.id, request.categoryId))
    .where(eq(assignment.id, line.thingId))
    .orderBy(asc(taskRequest.position))
    .limit(1);
  if (!found) return [];
  const { taskId, number, title, name, names, districtId, districtNames } = found;
  const at = found.silentSince?.toISOString() ?? "";
  const problem = PROBLEMS.find((one) => one === line.reason) ?? "nobody_there";
  return (await coordinatorsOf(tx, districtId)).map(({ id, locale }) => {
    const params = {
      number,
      name,
      what: names ? nameIn(names, locale) : title,
      where: districtNames ? nameIn(districtNames, locale) : "",
      why: translator(locale)(`tasks:problem.${problem}`),
      at,
      url: `${origin}/board/tasks/${taskId}`,
    };
    return { kind: "person", id, locale, params };
  });
};

/** Nobody is told of their own doing. */
const but = (actorId: string | null): SQL | undefined =>
  actorId ? ne(person.id, actorId) : undefined;

/** Who is to fetch a thing for a task that they have accepted, or has it now; of where it is, nothing. */
export const carriersOf: FindReaders = async (tx, { origin }, { thingId, actorId }) => {
  const fetches = and(
    eq(reservation.state, "held"),
    inArray(assignment.state, [...ACCEPTED_STATES]),
    inArray(task.state, [...LIVE_TASK_STATES]),
  );
  const has = and(
    eq(reservation.state, "handed_over"),
    eq(offer.durable, true),
    eq(reservation.fetchedBy, person.id),
  );
  const rows = await tx
    .selectDistinctOn([person.id], {
      locale: person.locale,
      personId: person.id,
      number: task.number,
      taskId: task.id,
      kind: resourceKind.names,
    })
    .from(reservation)
    .innerJoin(offer, eq(offer.id, reservation.offerId))
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .innerJoin(task, eq(task.id, reservation.taskId))
    .innerJoin(assignment, eq(assignment.taskId, task.id))
    .innerJoin(person, eq(person.id, assignment.personId))
    .where(and(eq(offer.id, thingId), or(fetches, has), but(actorId)))
    .orderBy(person.id, asc(task.number));
  return rows.map(({ locale, personId, number, taskId, kind }) => {
    const params = { number, what: nameIn(kind, locale), url: `${origin}/tasks/${taskId}` };
    return { kind: "person", id: personId, locale, params };
  });
};

/** The coordinator who reserved what is not reserved any more. */
export const reserverOf: FindReaders = async (tx, { origin }, { thingId }) => {
  const [found] = await tx
    .select({
      locale: person.locale,
      personId: person.id,
      number: task.number,
      taskId: task.id,
      kind: resourceKind.names,
    })
    .from(reservation)
    .innerJoin(person, eq(person.id, reservation.reservedBy))
    .innerJoin(offer, eq(offer.id, reservation.offerId))
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .innerJoin(task, eq(task.id, reservation.taskId))
    .where(eq(reservation.id, thingId));
  if (!found) return [];
  const { locale, personId, number, taskId, kind } = found;
  // The kind, not the title: a stranger may have written that.
  const params = { number, what: nameIn(kind, locale), url: `${origin}/board/tasks/${taskId}` };
  return [{ kind: "person", id: personId, locale, params }];
};
