import { asc, eq, inArray, type SQL } from "drizzle-orm";
import { request } from "../../../drizzle/schema/requests";
import { type Lifecycle, transition } from "../../audit/commands/transition.server";
import type { EventOf, Events } from "../../audit/events";
import { lastChange } from "../../audit/queries/last-change.server";
import { readClocks } from "../../districts/queries.server";
import type { Acting } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type RequestId, type Result, refuse } from "../../platform/types";
import { mayCoordinate } from "../policy";
import { opens } from "../queries/opens.server";
import { dueOf } from "../rules/urgency";
import { OPEN_STATES, requestTransitions } from "../states";
import type { RequestState } from "../types";

export type RequestRow = typeof request.$inferSelect;

const life: Lifecycle<"request", typeof request, RequestState> = {
  thing: "request",
  table: request,
  transitions: requestTransitions,
  refusal: "request.moved_on",
};

/**
 * Locks a request that the actor coordinates. `version` is the one that was on the page; null where
 * nothing on it could be overwritten. Refuses: `request.unknown`, `conflict`.
 */
export async function lockRequest(
  tx: Tx,
  ctx: Acting,
  id: string,
  version: number | null = null,
): Promise<Result<RequestRow>> {
  const [found] = await tx.select().from(request).where(eq(request.id, id)).for("update");
  if (!found || !mayCoordinate(ctx.actor, found)) return refuse("request.unknown");
  if (version !== null && found.version !== version)
    return refuse("conflict", await lastChange(tx, id));
  return done(found);
}

/** Locks many in the order of the whole house, whoever coordinates them: each is judged when it is its turn. */
export async function lockRequests(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .select({ id: request.id })
    .from(request)
    .where(inArray(request.id, [...ids]))
    .orderBy(asc(request.id))
    .for("update");
}

/** Locks the request that a private link opens, for its resident to act on. Refuses: `request.unknown`. */
export const lockOwnRequest = <Context extends Acting>(tx: Tx, ctx: Context, token: string) =>
  lockForResident(tx, ctx, opens(token));

/** The same, by whatever else its resident has shown to know of it. */
export async function lockForResident<Context extends Acting>(
  tx: Tx,
  ctx: Context,
  which: SQL | undefined,
) {
  const [found] = await tx.select().from(request).where(which).for("update");
  if (!found) return refuse("request.unknown");
  const actor = { kind: "resident" as const, requestId: found.id as RequestId };
  return done({ found, resident: { ...ctx, actor } });
}

type RequestEvent = EventOf<"request">;
type Step<Type extends RequestEvent> = {
  to: RequestState;
  type: Type;
  reason?: string;
  set?: Partial<typeof request.$inferInsert>;
  data?: Events[Type];
};

/** Moves a locked request one step along its table, and records it. Refuses: `request.moved_on`. */
export async function moveRequest<Type extends RequestEvent>(
  tx: Tx,
  ctx: Acting,
  locked: RequestRow,
  { to, type, reason, set, data }: Step<Type>,
): Promise<Result<null>> {
  // Each stage has a clock of its own, so each step has its place in the list.
  const stands = { ...locked, ...UNCARED, ...set, state: to };
  const due = isOpen(to) ? { dueAt: dueOf(stands, await readClocks(tx, stands.districtId)) } : {};
  const { districtId } = locked;
  const trouble = isOpen(to) ? locked.trouble : null;
  const reminder = isOpen(to) ? {} : { remindAt: null, remindDue: false };
  const moved = await transition(tx, ctx, life, locked, to, {
    type,
    reason,
    districtId,
    data,
    set: { ...due, ...UNCARED, ...reminder, trouble, ...set },
  });
  return moved.ok ? done(null) : moved;
}

/** Who is coming is counted anew in each state. */
const UNCARED = { cover: "nobody_asked", coverAt: null, askedUntil: null } as const;

export const isOpen = (state: RequestState) => OPEN_STATES.includes(state);
