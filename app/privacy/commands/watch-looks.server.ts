import { sql } from "drizzle-orm";
import { z } from "zod";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import { done } from "../../platform/types";
import { mayRetire } from "../policy";
import { type Counted, unusualIn } from "../rules/unusual";

/**
 * Looks through the looks of the last day and puts on record who looks unusually; administrators hear of it by that line. Of
 * one person and one kind once a day.
 */
export const watchLooks = command({
  name: "looks.watch",
  input: z.object({}),
  may: mayRetire,
  run: async (tx, ctx) => {
    const now = ctx.now.toISOString();
    const rows = await tx.execute<Counted & { id: string }>(sql`
      with looks as (
        select l.viewer_id, l.thing_id, l.at,
          l.district_id is not null and l.page <> 'own_task' and not p.administrator
            and exists (select from coordinator_district d where d.person_id = l.viewer_id)
            and not exists (select from coordinator_district d
              where d.person_id = l.viewer_id and d.district_id = l.district_id) as outside
        from look l join person p on p.id = l.viewer_id
        where l.at > ${now}::timestamptz - interval '1 day' and l.page not in ('shift', 'check_in_list'))
      select viewer_id as id,
        (count(distinct thing_id) filter (where at > ${now}::timestamptz - interval '1 hour'))::int as many,
        (count(*) filter (where outside))::int as outside,
        (select max(count)::int from (select count(*) from looks o
          where o.viewer_id = looks.viewer_id group by o.thing_id) each) as again
      from looks group by viewer_id order by viewer_id`);
    for (const { id, ...counted } of rows)
      for (const { what, looks } of unusualIn(counted)) {
        const known = await tx.execute(sql`
          select from event where type = 'person.looks_unusual' and thing_id = ${id} and reason = ${what}
            and at > ${now}::timestamptz - interval '1 day' limit 1`);
        if (known.length > 0) continue;
        const data = { looks };
        await record(tx, ctx, { type: "person.looks_unusual", thingId: id, reason: what, data });
      }
    return done(null);
  },
});
