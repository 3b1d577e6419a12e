import { eq, sql } from "drizzle-orm";
import { openSheet } from "../../../drizzle/schema/requests";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Db, Tx } from "../../platform/database.server";
import { done, type Member } from "../../platform/types";
import { openSheetForm } from "../form";
import { coordinates } from "../policy";
import { requestInReach } from "../queries/reach.server";

/** Milliseconds: an open page says again that it is open well before that. */
const LASTS = 60_000;

/**
 * A coordinator's page says that a sheet is still open, or with no request that none is. A request that is not theirs counts as none.
 */
export const sayOpen = command({
  name: "request.say-open",
  input: openSheetForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { request: id }) => {
    const { personId } = ctx.actor;
    const reached = id && (await requestInReach({ ...ctx, db: tx }, id));
    if (reached) await markOpen(tx, ctx, reached);
    else {
      const closed = await tx
        .delete(openSheet)
        .where(eq(openSheet.personId, personId))
        .returning({ id: openSheet.requestId });
      await tellBoards(tx, closed);
    }
    return done(null);
  },
});

/** A coordinator has this sheet open from now on, and no other. */
export async function markOpen(tx: Tx, ctx: { actor: Member; now: Date }, requestId: string) {
  const { personId } = ctx.actor;
  const [before] = await tx
    .select()
    .from(openSheet)
    .where(eq(openSheet.personId, personId))
    .for("update");
  const isSame = before?.requestId === requestId && before.until > ctx.now;
  const since = isSame ? before.since : ctx.now;
  const open = { requestId, since, until: new Date(ctx.now.getTime() + LASTS) };
  await tx
    .insert(openSheet)
    .values({ personId, ...open })
    .onConflictDoUpdate({ target: openSheet.personId, set: open });
  if (!isSame)
    await tellBoards(tx, [{ id: requestId }, ...(before ? [{ id: before.requestId }] : [])]);
}

/** Sheets whose pages have not said for a while that they are open: the browser was closed, or has no connection. */
export const closeSilent = (db: Db, now: Date) =>
  db.execute(sql`
    with closed as (
      delete from open_sheet where until < ${now.toISOString()}::timestamptz returning request_id)
    select pg_notify('request', request_id::text) from closed`);

/** No line in the record says so. */
async function tellBoards(tx: Tx, requests: readonly { id: string }[]) {
  for (const { id } of requests) await tx.execute(sql`select pg_notify('request', ${id})`);
}
