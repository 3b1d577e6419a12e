import { and, asc, eq, isNotNull, or } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import { category } from "../../../drizzle/schema/districts";
import { request, requestNote, requestPrivate } from "../../../drizzle/schema/requests";
import type { Db } from "../../platform/database.server";
import { lastDigits } from "../../platform/phone";
import type { ClosingReason, RequestState } from "../types";
import { opens } from "./opens.server";

type TrackedStep = { at: Date; state: RequestState };
type TrackedNote = { at: Date; own: boolean; body: string };
type Tracked = {
  code: string;
  state: RequestState;
  reason: ClosingReason | null;
  names: typeof category.$inferSelect.names;
  steps: TrackedStep[];
  notes: TrackedNote[];
};

/** What the holder of the private link sees: states, times, words; nothing that says who or where. */
export async function trackRequest(db: Db, token: string): Promise<Tracked | null> {
  const [found] = await db
    .select({
      id: request.id,
      code: request.code,
      state: request.state,
      reason: request.closingReason,
      names: category.names,
    })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .where(opens(token));
  if (!found) return null;
  const [steps, notes] = await Promise.all([
    db
      .select({ at: event.at, state: event.toState })
      .from(event)
      .where(and(eq(event.thingId, found.id), isNotNull(event.toState)))
      .orderBy(asc(event.id)),
    db
      .select({ at: requestNote.at, author: requestNote.author, body: requestNote.body })
      .from(requestNote)
      .where(
        and(
          eq(requestNote.requestId, found.id),
          or(eq(requestNote.author, "resident"), eq(requestNote.forResident, true)),
        ),
      )
      .orderBy(asc(requestNote.at)),
  ]);
  const { id: _, ...facts } = found;
  return {
    ...facts,
    steps: steps as TrackedStep[],
    notes: notes.map(({ author, ...note }) => ({ ...note, own: author === "resident" })),
  };
}

/** By the short code and the phone's last digits, the state and since when; nothing else. */
export async function lookUpRequest(db: Db, code: string, digits: string) {
  const [found] = await db
    .select({
      state: request.state,
      stateAt: request.stateAt,
      reason: request.closingReason,
      phone: requestPrivate.phone,
    })
    .from(request)
    .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
    .where(eq(request.code, code));
  if (!found || lastDigits(found.phone) !== digits) return null;
  return { state: found.state, stateAt: found.stateAt, reason: found.reason };
}
