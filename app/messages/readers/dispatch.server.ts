import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { assignment, task, taskRequest } from "../../../drizzle/schema/dispatch";
import { category, district } from "../../../drizzle/schema/districts";
import { request } from "../../../drizzle/schema/requests";
import { offer, reservation, resourceKind } from "../../../drizzle/schema/resources";
import { nameIn } from "../../i18n/translate";
import type { FindReaders } from "./reader";

/** The volunteer of one part in a task. */
export const volunteerOf: FindReaders = async (tx, { origin }, { thingId }) => {
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
    })
    .from(assignment)
    .innerJoin(person, eq(person.id, assignment.personId))
    .innerJoin(task, eq(task.id, assignment.taskId))
    .leftJoin(district, eq(district.id, task.districtId))
    .leftJoin(taskRequest, eq(taskRequest.taskId, task.id))
    .leftJoin(request, eq(request.id, taskRequest.requestId))
    .leftJoin(category, eq(category.id, request.categoryId))
    .where(eq(assignment.id, thingId))
    .limit(1);
  if (!found) return [];
  const { locale, personId, number, taskId, answerBy, title, names, districtNames } = found;
  const params = {
    what: names ? nameIn(names, locale) : title,
    where: districtNames ? nameIn(districtNames, locale) : "",
    number,
    at: answerBy.toISOString(),
    url: `${origin}/tasks/${taskId}`,
  };
  return [{ kind: "person", id: personId, locale, params }];
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
