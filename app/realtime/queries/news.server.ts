import { eq, sql } from "drizzle-orm";
import { boardSeen, request } from "../../../drizzle/schema/requests";
import { inScope } from "../../accounts/queries/scope.server";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { startSeeing } from "../../requests/commands/seen.server";
import { LANES } from "../../requests/states";
import type { News } from "../../requests/views";
import { concerned } from "./concerned.server";

/** Lines of the record that are looked through at most: for who was away for longer, everything is new. */
const MOST_LINES = 5_000;

/**
 * What others have changed since a coordinator has said that all is seen, where they have not opened it since; up to the line `last`.
 * Null for who comes to the board for the first time: from now on it is counted.
 */
export async function readNews(
  { db, actor, now }: Ctx<Member>,
  last: number,
): Promise<News | null> {
  const { personId } = actor;
  const [seen] = await db.select().from(boardSeen).where(eq(boardSeen.personId, personId));
  if (!seen) {
    await startSeeing(db, personId, last, now);
    return null;
  }
  const from = Math.max(seen.line, last - MOST_LINES);
  if (from >= last) return { since: seen.at, lanes: [], ids: [] };
  const rows = await db.execute<{ id: string; lane: number }>(sql`
    select request.id, request.lane
    from (
      select concerned.id, max(line.at) as at
      from event line ${concerned}
      where line.id > ${from} and line.id <= ${last} and line.actor_id is distinct from ${personId}::uuid
      group by concerned.id
    ) news
    join request on request.id = news.id
    where request.lane is not null and ${inScope(actor, request.districtId)}
      and not exists (
        select from look
        where look.viewer_id = ${personId}::uuid and look.thing_id = news.id and look.at >= news.at)`);
  const lanes = LANES.map((lane, index) => ({
    lane,
    count: rows.filter((row) => row.lane === index + 1).length,
  }));
  return {
    since: seen.at,
    lanes: lanes.filter(({ count }) => count > 0),
    ids: rows.map(({ id }) => id),
  };
}
