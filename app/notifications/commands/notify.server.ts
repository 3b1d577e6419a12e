import { and, eq, ne, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { event } from "../../../drizzle/schema/audit";
import { assignment, task, taskRequest } from "../../../drizzle/schema/dispatch";
import { category, district } from "../../../drizzle/schema/districts";
import { notification } from "../../../drizzle/schema/notifications";
import { request, requestNote, requestPrivate } from "../../../drizzle/schema/requests";
import { offer, reservation, resourceKind } from "../../../drizzle/schema/resources";
import { provenEmail } from "../../accounts/queries/proven.server";
import { nameIn, translator } from "../../i18n/translate";
import type { Db, Tx } from "../../platform/database.server";
import type { JobCtx } from "../../platform/jobs.server";
import { enqueueMail, type MailOrder, mayMailStranger } from "../../platform/mail.server";
import { type Hearing, whoHears } from "../rules/who-hears";
import { isOfShift, shiftMail } from "./shift-mail.server";

export type Told = MailOrder & { personId?: string; requestId?: string };

/**
 * Tells by mail whoever has to hear of one event, once however often the job comes: the notice is
 * noted and its mail ordered in one transaction.
 */
export async function notify(ctx: JobCtx, eventId: number): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [line] = await tx.select().from(event).where(eq(event.id, eventId));
    const hearing = line && whoHears(line);
    if (!hearing) return;
    if (isOfShift(hearing)) {
      for (const told of await shiftMail(tx, ctx, hearing, line))
        if (!(await knowsAlready(tx, line, told))) await order(tx, ctx, line.id, told);
      return;
    }
    const told =
      hearing.to === "resident"
        ? await toResident(tx, ctx, hearing.template, line)
        : hearing.to === "reserver"
          ? await toReserver(tx, ctx, hearing.template, line.thingId)
          : await toVolunteer(tx, ctx, hearing.template, line.thingId);
    if (told) await order(tx, ctx, line.id, told);
  });
}

/**
 * Whether somebody who waits was told within the last hour that a shift has a free place: one that is taken and left again
 * meanwhile is no news.
 */
async function knowsAlready(tx: Tx, { id, thingId }: Line, { template, personId }: Told) {
  if (template !== "shift_free" || !personId) return false;
  const [known] = await tx
    .select({ id: notification.id })
    .from(notification)
    .innerJoin(event, eq(event.id, notification.eventId))
    .where(
      and(
        eq(notification.personId, personId),
        eq(notification.template, template),
        eq(event.thingId, thingId),
        ne(event.id, id),
        sql`${notification.createdAt} > now() - interval '1 hour'`,
      ),
    )
    .limit(1);
  return known !== undefined;
}

async function order(tx: Tx, ctx: JobCtx, eventId: number, { personId, requestId, ...mail }: Told) {
  const noted = await tx
    .insert(notification)
    .values({
      key:
        personId && MANY.includes(mail.template)
          ? `event ${eventId} ${personId}`
          : `event ${eventId}`,
      eventId,
      channel: "email",
      template: mail.template,
      personId,
      requestId,
    })
    .onConflictDoNothing()
    .returning({ id: notification.id });
  if (!noted[0]) return;
  // A resident's address was typed into a form, by whomever.
  if (requestId && !(await mayMailStranger(tx, mail.to, "later", ctx.now))) return;
  await enqueueMail(tx, { ...mail, notificationId: noted[0].id });
}

/** What one event tells to more than one person. */
const MANY = [
  "shift_free",
  "shift_left",
  "shift_thin",
  "shift_soon",
  "shift_moved_waiting",
  "swap_done",
];

export type Line = typeof event.$inferSelect;

async function toResident(tx: Tx, { origin }: JobCtx, template: Hearing["template"], line: Line) {
  const [found] = await tx
    .select({
      locale: request.locale,
      code: request.code,
      email: requestPrivate.email,
      names: category.names,
    })
    .from(request)
    .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
    .innerJoin(category, eq(category.id, request.categoryId))
    .where(eq(request.id, line.thingId));
  if (!found?.email) return null;
  if (template === "request_note" && !(await isForResident(tx, line))) return null;
  const { locale, code, email, names } = found;
  const state = line.toState ?? "submitted";
  const t = translator(locale);
  return {
    to: email,
    locale,
    template,
    requestId: line.thingId,
    params: {
      code,
      what: nameIn(names, locale),
      url: `${origin}/track`,
      happened: template === "request_note" ? "" : t(`track:headline.${state}` as never),
    },
  };
}

async function isForResident(tx: Tx, { thingId, data }: Line): Promise<boolean> {
  const [note] = await tx
    .select({ forResident: requestNote.forResident })
    .from(requestNote)
    .where(sql`${requestNote.requestId} = ${thingId} and ${requestNote.id}::text = ${data.note}`);
  return note?.forResident ?? false;
}

async function toVolunteer(
  tx: Tx,
  { origin }: JobCtx,
  template: Hearing["template"],
  assignmentId: string,
) {
  const [found] = await tx
    .select({
      locale: person.locale,
      email: provenEmail,
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
    .where(eq(assignment.id, assignmentId))
    .limit(1);
  if (!found?.email) return null;
  const { locale, email, personId, number, taskId, answerBy, title, names, districtNames } = found;
  return {
    to: email,
    locale,
    template,
    personId,
    params: {
      what: names ? nameIn(names, locale) : title,
      where: districtNames ? nameIn(districtNames, locale) : "",
      number,
      at: answerBy.toISOString(),
      url: `${origin}/tasks/${taskId}`,
    },
  };
}

/** The coordinator who reserved what is not reserved any more. */
async function toReserver(
  tx: Tx,
  { origin }: JobCtx,
  template: Hearing["template"],
  reservationId: string,
) {
  const [found] = await tx
    .select({
      locale: person.locale,
      email: provenEmail,
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
    .where(eq(reservation.id, reservationId));
  if (!found?.email) return null;
  const { locale, email, personId, number, taskId, kind } = found;
  // The kind, not the title: a stranger may have written that.
  const what = nameIn(kind, locale);
  const url = `${origin}/board/tasks/${taskId}`;
  return { to: email, locale, template, personId, params: { number, what, url } };
}

/** The mail of a notice has gone out. */
export async function noteSent(db: Db, notificationId: string, now: Date): Promise<void> {
  await db.update(notification).set({ sentAt: now }).where(eq(notification.id, notificationId));
}
