import { type SQL, sql } from "drizzle-orm";

/** The tasks of an incident: those of its requests, and its errands; exercises left out. */
export const tasksOfIncident = (id: string): SQL => sql`select distinct t.id from (
    select tr.task_id as id from request r join task_request tr on tr.request_id = r.id where r.incident_id = ${id}::uuid
    union select id from task where incident_id = ${id}::uuid
  ) of_it join task t using (id) where not t.exercise`;
