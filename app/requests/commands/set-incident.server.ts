import { eq, sql } from "drizzle-orm";
import { request } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import { incidentsFor } from "../../incidents/queries/incidents.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member, refuse } from "../../platform/types";
import { setIncidentForm, takeIntoForm } from "../form";
import { coordinates } from "../policy";
import { lockRequest } from "./move.server";

/**
 * A coordinator puts a request into another incident that is open for its district, or into none. Refuses: `request.unknown`,
 * `incident.unknown`.
 */
export const setIncident = command({
  name: "request.set-incident",
  input: setIncidentForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, incident }) => {
    const locked = await lockRequest(tx, ctx, id);
    if (!locked.ok) return locked;
    const { districtId, incidentId } = locked.value;
    if (incident === incidentId) return done(null);
    // Whoever closes it meanwhile waits, or was first.
    if (incident)
      await tx.execute(sql`select from incident where id = ${incident}::uuid for share`);
    const choices = await incidentsFor(tx, { districtId, incidentId });
    if (incident && !choices.some((one) => one.id === incident)) return refuse("incident.unknown");
    await tx.update(request).set({ incidentId: incident }).where(eq(request.id, id));
    const data = { incident };
    await record(tx, ctx, { type: "request.incident_set", thingId: id, districtId, data });
    return done(null);
  },
});

/**
 * What came in since an incident began, before it was opened here: into it, where it belongs to none and no other is open for its
 * district.
 */
export const takeRequestsInto = command({
  name: "request.take-into-incident",
  input: takeIntoForm,
  run: async (tx, _, { incident }) => {
    // No line in the record says so, and boards that show this incident alone show them now.
    await tx.execute(sql`
      with taken as (update request r set incident_id = i.id
      from incident i join incident_district d on d.incident_id = i.id
      where i.id = ${incident}::uuid and i.state = 'open' and r.created_at >= i.starts_at
        and r.district_id = d.district_id and r.incident_id is null
        and not exists (select from incident other join incident_district o on o.incident_id = other.id
          where other.id <> i.id and other.state = 'open' and o.district_id = r.district_id
            and other.starts_at <= r.created_at)
        and not exists (select from event e where e.thing_id = r.id and e.type = 'request.incident_set')
        returning r.id, r.lane)
      select pg_notify('request', id::text) from taken where lane is not null`);
    return done(null);
  },
});
