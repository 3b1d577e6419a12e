import { sql } from "drizzle-orm";
import type { Ctx } from "../../platform/context.server";
import { usualVerification, VERIFIED_LATELY } from "../rules/verification";

/** How soon those who signed up lately were verified for the first time; null where nothing can be said. */
export async function readUsualVerification({ db, now }: Pick<Ctx, "db" | "now">) {
  const since = new Date(now.getTime() - VERIFIED_LATELY.days * 24 * 3_600_000).toISOString();
  const rows = await db.execute<{ waited: number }>(sql`
    select (extract(epoch from e.occurred_at - s.occurred_at) * 1000)::float8 as waited
    from event e
    join event s on s.thing_id = e.thing_id and s.type = 'person.signed_up'
    where e.type = 'person.verified' and e.occurred_at > ${since}::timestamptz
      and not exists (select from event b
        where b.thing_id = e.thing_id and b.type = 'person.verified' and b.id < e.id)
    order by e.id desc limit ${VERIFIED_LATELY.most}`);
  return usualVerification(rows.map(({ waited }) => waited));
}
