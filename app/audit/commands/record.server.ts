import { sql } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import type { Acting } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { schedule } from "../../platform/schedule.server";
import type { Actor } from "../../platform/types";
import { type EventType, type RecordLine, thingOf } from "../events";

/**
 * Appends a line to the record, enqueues the job that tells every room which reacts to it, and wakes the screens: all of it in
 * the caller's transaction, so all of it happens or nothing does.
 */
export async function record<Type extends EventType>(
  tx: Tx,
  { actor, change }: Pick<Acting, "actor" | "change">,
  line: RecordLine<Type>,
): Promise<number> {
  const [appended] = await tx
    .insert(event)
    .values({
      ...line,
      thing: thingOf(line.type),
      actor: actor.kind,
      actorId: actorId(actor),
      changeKey: change?.key ?? null,
      occurredAt: change?.occurredAt ?? sql`default`,
      node: sql`default`,
      transaction: sql`default`,
    })
    .returning({ id: event.id });
  const id = appended!.id;
  await schedule(tx, { name: "event", payload: { id } });
  await tx.execute(sql`select pg_notify('event', ${String(id)})`);
  return id;
}

/** For what the database records by itself: its lines in this transaction belong to the change that is made. */
export async function markChange(tx: Tx, { change }: Pick<Acting, "change">): Promise<void> {
  await tx.execute(sql`select set_config('naaber.change', ${change?.key ?? ""}, true)`);
}

function actorId(actor: Actor): string | null {
  if (actor.kind === "member") return actor.personId;
  return actor.kind === "resident" ? actor.requestId : null;
}
