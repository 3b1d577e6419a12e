import { sql } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import type { Tx } from "../../platform/database.server";
import type { Actor } from "../../platform/types";
import type { RecordLine } from "../types";

/**
 * Appends a line to the record, enqueues the job that tells whoever has to know, and wakes the
 * screens: all of it in the caller's transaction, so all of it happens or nothing does.
 */
export async function record(tx: Tx, actor: Actor, line: RecordLine): Promise<number> {
  const [appended] = await tx
    .insert(event)
    .values({ ...line, actor: actor.kind, actorId: actorId(actor), transaction: sql`default` })
    .returning({ id: event.id });
  const id = appended!.id;
  await tx.execute(
    sql`select enqueue_job('event', json_build_object('id', ${id}::bigint)), pg_notify('event', ${String(id)})`,
  );
  return id;
}

function actorId(actor: Actor): string | null {
  if (actor.kind === "member") return actor.personId;
  return actor.kind === "resident" ? actor.requestId : null;
}
