import { sql } from "drizzle-orm";

/**
 * The requests that a line of the record concerns, as `concerned.id`: itself, by its task, by whom it is merged with, by who comes.
 * Stands in a `from` beside an `event` that is called `line`.
 */
export const concerned = sql`
  left join lateral (
    select line.thing_id as id where line.thing = 'request'
    union
    select (line.data ->> word)::uuid from unnest(array['into', 'from']) word
    where line.type in ('request.merged', 'request.separated') and line.data ? word
    union
    select request_id from task_request where line.thing = 'task' and task_id = line.thing_id
    union
    select request_id from task_request
    where line.thing = 'assignment' and task_id = (line.data ->> 'task')::uuid
    union
    select request_id from assignment join task_request using (task_id)
    where line.thing = 'person' and assignment.person_id = line.thing_id
  ) concerned on true`;
