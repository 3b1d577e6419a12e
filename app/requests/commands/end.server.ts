import { requestNote } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result } from "../../platform/types";
import type { ClosingReason } from "../types";
import { lockRequest, moveRequest, type RequestRow } from "./move.server";

type Ending = { version: number; reason: ClosingReason; word: string };

const STEPS = {
  decline: { to: "declined", type: "declined" },
  cancel: { to: "cancelled", type: "cancelled" },
  close: { to: "closed", type: "closed" },
} as const;

/**
 * A coordinator ends a request for a reason that its resident can read, with a word of their own if they like.
 * Refuses: `request.unknown`, `request.moved_on`, `conflict`.
 */
export async function endRequest(
  ctx: Ctx<Member>,
  id: string,
  how: keyof typeof STEPS,
  { version, reason, word }: Ending,
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockRequest(tx, ctx, id, version);
    if (!locked.ok) return locked;
    const set = { closingReason: reason };
    const moved = await moveRequest(tx, ctx, locked.value, { ...STEPS[how], reason, set });
    if (moved.ok && word) await writeNote(tx, ctx, locked.value, word, true);
    return moved;
  });
}

/** Opens an ended request again. Refuses: `request.unknown`, `request.moved_on`, `conflict`. */
export async function reopenRequest(
  ctx: Ctx<Member>,
  id: string,
  { version }: { version: number },
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockRequest(tx, ctx, id, version);
    if (!locked.ok) return locked;
    return moveRequest(tx, ctx, locked.value, {
      to: "triaged",
      type: "reopened",
      set: { closingReason: null, triagedAt: locked.value.triagedAt ?? ctx.now, dueAt: ctx.now },
    });
  });
}

/** A coordinator's note, for the resident too or for coordinators alone. Refuses: `request.unknown`. */
export async function addNote(
  ctx: Ctx<Member>,
  id: string,
  { note, forResident }: { note: string; forResident: boolean },
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockRequest(tx, ctx, id);
    if (!locked.ok) return locked;
    await writeNote(tx, ctx, locked.value, note, forResident);
    return done(null);
  });
}

export async function writeNote(
  tx: Tx,
  ctx: Ctx<Member>,
  { id, districtId }: RequestRow,
  body: string,
  forResident: boolean,
) {
  const [written] = await tx
    .insert(requestNote)
    .values({
      requestId: id,
      at: ctx.now,
      author: "coordinator",
      body,
      forResident,
      personId: ctx.actor.personId,
    })
    .returning({ id: requestNote.id });
  const data = { note: written!.id };
  const line = { type: "request.noted", thing: "request", thingId: id } as const;
  await record(tx, ctx.actor, { ...line, districtId, data });
}
