import { sql } from "drizzle-orm";
import { z } from "zod";
import { command } from "../../platform/command.server";
import { done } from "../../platform/types";

/**
 * Shifts that were under way after an incident began, before it was opened here: into it, where they belong to none and no other
 * is open for their district.
 */
export const takeShiftsInto = command({
  name: "shift.take-into-incident",
  input: z.object({ incident: z.guid() }),
  run: async (tx, _, { incident }) => {
    await tx.execute(sql`
      update shift s set incident_id = i.id
      from incident i join incident_district d on d.incident_id = i.id
      where i.id = ${incident}::uuid and i.state = 'open' and upper(s.during) > i.starts_at
        and s.state in ('running', 'completed') and s.district_id = d.district_id and s.incident_id is null
        and not exists (select from incident other join incident_district o on o.incident_id = other.id
          where other.id <> i.id and other.state = 'open' and o.district_id = s.district_id
            and other.starts_at < upper(s.during))`);
    return done(null);
  },
});
