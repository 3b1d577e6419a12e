import { and, asc, desc, eq, gt, inArray, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { person } from "../../../drizzle/schema/accounts";
import { assignment, isAskedIfComing, task } from "../../../drizzle/schema/dispatch";
import { isOpen, request, requestPrivate } from "../../../drizzle/schema/requests";
import { shift, signUp } from "../../../drizzle/schema/shifts";
import { hasProvenPhone } from "../../accounts/queries/proven.server";
import { ACCEPTED_STATES, LIVE_TASK_STATES } from "../../dispatch/states";
import type { Tx } from "../../platform/database.server";
import { hasEndedBySelf } from "../../requests/commands/outcome.server";
import { PRESSING_ALARMS } from "../../requests/rules/alarm";
import { mayTakeBack } from "../../requests/rules/journey";
import { OPEN_STATES } from "../../requests/states";
import type { Asked, OwnRequest, Part } from "../rules/decide-sms";

/** Hours in which a message may still be about a request that has ended. */
const STILL_ABOUT = 72;
const MOST = 10;

/** The request that another was merged into. */
const other = alias(request, "other");

/**
 * The requests that were made with a number: open ones, and those that have just ended; the newest first. One that was merged stands
 * where the other one does.
 */
export async function requestsFrom(tx: Tx, phone: string, now: Date): Promise<OwnRequest[]> {
  const since = new Date(now.getTime() - STILL_ABOUT * 3_600_000);
  const rows = await tx
    .select({ request, other })
    .from(requestPrivate)
    .innerJoin(request, eq(request.id, requestPrivate.requestId))
    .leftJoin(other, eq(other.id, request.duplicateOf))
    .where(
      and(
        eq(requestPrivate.phone, phone),
        or(
          isOpen,
          gt(request.stateAt, since),
          inArray(other.state, [...OPEN_STATES]),
          gt(other.stateAt, since),
        ),
      ),
    )
    .orderBy(desc(request.createdAt), desc(request.id))
    .limit(MOST);
  return Promise.all(
    rows.map(async ({ request: { priority, alarm, ...row }, other: merged }) => ({
      id: row.id,
      code: row.code,
      locale: row.locale,
      mergedInto: row.duplicateOf,
      ...standingOf(merged ?? row),
      isCritical: priority === "critical" || (alarm !== null && PRESSING_ALARMS.includes(alarm)),
      mayTakeBack: mayTakeBack({ ...row, endedBySelf: await hasEndedBySelf(tx, row.id) }, now),
    })),
  );
}

type Stands = Pick<typeof request.$inferSelect, "state" | "cover" | "trouble" | "closingReason">;
const standingOf = ({ state, cover, trouble, closingReason }: Stands) => ({
  state,
  cover,
  trouble,
  reason: closingReason,
});

/** Which of some requests were made with the same phone and e-mail as one. */
export async function ofSameContact(tx: Tx, id: string, others: readonly string[]) {
  if (others.length === 0) return [];
  const { requestId, phone, email } = requestPrivate;
  const rows = await tx
    .select({ id: requestId, phone, email })
    .from(requestPrivate)
    .where(inArray(requestId, [id, ...others]));
  const own = rows.find((row) => row.id === id);
  return rows.flatMap((row) =>
    row.id !== id && row.phone === own?.phone && row.email === own?.email ? row.id : [],
  );
}

/** The volunteer whose number it is proven to be; an account that only claims it is nobody here. */
export async function volunteerWith(tx: Tx, phone: string) {
  const [found] = await tx
    .select({ id: person.id, standing: person.standing, locale: person.locale })
    .from(person)
    .where(and(hasProvenPhone(phone), inArray(person.standing, ["unverified", "verified"])));
  return found ?? null;
}

/** What a volunteer was asked and has not answered: tasks first, then places in shifts. */
export async function askedOf(tx: Tx, personId: string, now: Date): Promise<Asked[]> {
  const [tasks, places] = await Promise.all([
    tx
      .select({ id: task.id, number: task.number })
      .from(assignment)
      .innerJoin(task, eq(task.id, assignment.taskId))
      .where(
        and(
          eq(assignment.personId, personId),
          eq(assignment.state, "offered"),
          gt(assignment.answerBy, now),
          inArray(task.state, [...LIVE_TASK_STATES]),
        ),
      )
      .orderBy(asc(assignment.answerBy)),
    tx
      .select({ id: signUp.id, number: shift.number })
      .from(signUp)
      .innerJoin(shift, eq(shift.id, signUp.shiftId))
      .where(
        and(
          eq(signUp.personId, personId),
          eq(signUp.state, "offered"),
          gt(signUp.answerBy, now),
          sql`lower(${shift.during}) > ${now.toISOString()}::timestamptz`,
        ),
      )
      .orderBy(asc(signUp.answerBy)),
  ]);
  return [
    ...tasks.map((one) => ({ kind: "task" as const, ...one })),
    ...places.map((one) => ({ kind: "place" as const, ...one })),
  ];
}

/** Where a volunteer goes: the tasks that they have said yes to. */
export async function partsOf(tx: Tx, personId: string): Promise<Part[]> {
  return tx
    .select({
      taskId: task.id,
      number: task.number,
      state: assignment.state,
      safetyAsked: sql<boolean>`${assignment.state} = 'on_site' and ${assignment.safetyAskedAt} is not null`,
      comingAsked: isAskedIfComing,
    })
    .from(assignment)
    .innerJoin(task, eq(task.id, assignment.taskId))
    .where(
      and(
        eq(assignment.personId, personId),
        inArray(assignment.state, [...ACCEPTED_STATES]),
        inArray(task.state, [...LIVE_TASK_STATES]),
      ),
    )
    .orderBy(desc(assignment.stateAt));
}
