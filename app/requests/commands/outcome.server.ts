import { and, desc, eq, isNotNull } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import { request } from "../../../drizzle/schema/requests";
import { command } from "../../platform/command.server";
import type { Acting } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, refuse } from "../../platform/types";
import { answerByCodeForm, ownForm, ownOutcomeForm } from "../form";
import { findByCode } from "../queries/look-up.server";
import { mayTakeBack } from "../rules/journey";
import { MISMATCH } from "../rules/look-up";
import { CONFIRMATION_HOURS } from "../rules/timing";
import { lockForResident, lockOwnRequest, moveRequest, type RequestRow } from "./move.server";
import { asWritten, writeResidentNote } from "./note.server";
import { partFrom } from "./separate.server";

/**
 * The resident's word on a request that counts as fulfilled, by the private link: "it came" closes
 * it, "it did not come" puts it back before the coordinators. Refuses: `request.unknown`,
 * `request.not_awaiting`, `request.answered_before`.
 */
export const tellOutcome = command({
  name: "request.tell-outcome",
  input: ownOutcomeForm,
  run: async (tx, ctx, { token, came }) => {
    const own = await lockOwnRequest(tx, ctx, token);
    if (!own.ok) return own;
    const { resident, found } = own.value;
    const told = await takeAnswer(tx, resident, found, came);
    const late = asWritten(ctx);
    if (told.ok && came === "no" && late) await writeResidentNote(tx, resident, found, late);
    return told;
  },
});

/**
 * The same by the code that was written down and what goes with it, for whoever has no link: everybody who asked by phone. A
 * message may come with it. Whatever can't be answered is refused like a wrong code: `input`.
 */
export const answerByCode = command({
  name: "request.answer-by-code",
  input: answerByCodeForm,
  run: async (tx, ctx, { code, digits, came, note }) => {
    const known = await findByCode(tx, code, digits);
    if (!known) return MISMATCH;
    const own = await lockForResident(tx, ctx, eq(request.id, known.id));
    if (!own.ok) return own;
    const { found, resident } = own.value;
    const told = await takeAnswer(tx, resident, found, came, { byCode: true });
    if (!told.ok) return told.code === "request.not_awaiting" ? MISMATCH : told;
    if (note) await writeResidentNote(tx, resident, found, note, { byCode: true });
    return done(null);
  },
});

/** Whether it came, of a locked request. Refuses: `request.not_awaiting`, `request.answered_before`, `request.moved_on`. */
export async function takeAnswer(
  tx: Tx,
  ctx: Acting,
  found: RequestRow,
  came: "yes" | "no",
  told: { byCode?: true } = {},
) {
  // One that was merged is asked with the other; what came there did not come to this door.
  const other = found.duplicateOf && came === "no" ? await standingOf(tx, found.duplicateOf) : null;
  if (other?.state === "fulfilled" || other?.state === "closed")
    return isOlder(ctx, other)
      ? refuse("request.answered_before")
      : partFrom(tx, ctx, found, "not_come", { reason: "not_come", told });
  const awaits =
    found.state === "fulfilled" || (came === "no" && (await wasInTime(tx, ctx, found)));
  if (!awaits) return refuse("request.not_awaiting");
  if (isOlder(ctx, found)) return refuse("request.answered_before");
  if (came === "yes")
    return moveRequest(tx, ctx, found, {
      to: "closed",
      type: "request.closed",
      reason: "met",
      data: told,
      set: { closingReason: "met" },
    });
  const delivered = await deliveredBefore(tx, found.id);
  // Somebody was told that help is there, and it is not: that comes first now.
  return moveRequest(tx, ctx, found, {
    to: "triaged",
    type: "request.reopened",
    reason: "not_come",
    data: { delivered, ...told },
    set: { closingReason: null, dueAt: ctx.now, trouble: "not_come", delivered },
  });
}

type Standing = Pick<RequestRow, "state" | "stateAt">;

async function standingOf(tx: Tx, id: string): Promise<Standing | undefined> {
  const { state, stateAt } = request;
  const [other] = await tx.select({ state, stateAt }).from(request).where(eq(request.id, id));
  return other;
}

/** An answer that a phone has kept, to a delivery before the one that is asked about now. */
const isOlder = ({ change }: Acting, { state, stateAt }: Standing): boolean =>
  state === "fulfilled" && Boolean(change?.occurredAt && change.occurredAt < stateAt);

/**
 * An answer that a phone has kept, to a delivery whose request was closed meanwhile because nobody had answered: it was written while
 * the answer was waited for.
 */
async function wasInTime(tx: Tx, { change }: Acting, found: RequestRow): Promise<boolean> {
  const { id, state, stateAt } = found;
  const written = change?.occurredAt;
  if (state !== "closed" || !written) return false;
  const age = stateAt.getTime() - written.getTime();
  if (age <= 0 || age > CONFIRMATION_HOURS * 3_600_000) return false;
  return (await lastActor(tx, id)) === "system";
}

/** What had come before the delivery that is said not to have come; the record keeps what was confirmed of it. */
async function deliveredBefore(tx: Tx, id: string): Promise<number> {
  const [last] = await tx
    .select({ data: event.data })
    .from(event)
    .where(and(eq(event.thingId, id), eq(event.type, "request.fulfilled")))
    .orderBy(desc(event.id))
    .limit(1);
  return Number(last?.data.before ?? 0);
}

/**
 * "That was a mistake": for a day the resident can take back that they cancelled, or that help came. Refuses:
 * `request.unknown`, `request.moved_on`.
 */
export const takeBack = command({
  name: "request.take-back-own",
  input: ownForm,
  run: async (tx, ctx, { token }) => {
    const own = await lockOwnRequest(tx, ctx, token);
    if (!own.ok) return own;
    return undoOwn(tx, own.value.resident, own.value.found);
  },
});

/** The same of a locked request. Refuses: `request.moved_on`. */
export async function undoOwn(tx: Tx, resident: Acting, found: RequestRow) {
  const endedBySelf = await hasEndedBySelf(tx, found.id);
  if (!mayTakeBack({ ...found, endedBySelf }, resident.now)) return refuse("request.moved_on");
  return moveRequest(tx, resident, found, {
    to: "triaged",
    type: "request.reopened",
    reason: "mistake",
    set: {
      closingReason: null,
      triagedAt: found.triagedAt ?? resident.now,
      dueAt: resident.now,
      trouble: "mistake",
    },
  });
}

/** Whether the last step of a request was its resident's own. */
export const hasEndedBySelf = async (tx: Tx, id: string): Promise<boolean> =>
  (await lastActor(tx, id)) === "resident";

/** Who took the last step of a request. */
async function lastActor(tx: Tx, id: string) {
  const [last] = await tx
    .select({ actor: event.actor })
    .from(event)
    .where(and(eq(event.thingId, id), isNotNull(event.toState)))
    .orderBy(desc(event.id))
    .limit(1);
  return last?.actor;
}
