-- A job of a key that is ordered anew while a process holds it is another job; the queue stops the first one from being tried
-- again as if it had been given up. It is marked, so that nobody is told of what the other one does.
CREATE OR REPLACE FUNCTION enqueue_job(task text, payload json, job_key text DEFAULT NULL, run_at timestamptz DEFAULT NULL)
RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  before bigint;
  ordered bigint;
BEGIN
  IF job_key IS NOT NULL THEN
    SELECT jobs.id INTO before FROM graphile_worker._private_jobs jobs WHERE jobs.key = job_key;
  END IF;
  SELECT job.id INTO ordered FROM graphile_worker.add_job(
    identifier => task, payload => payload, run_at => run_at, job_key => job_key) job;
  IF before <> ordered THEN
    UPDATE graphile_worker._private_jobs jobs SET flags = coalesce(jobs.flags, '{}') || '{"replaced": true}'
      WHERE jobs.id = before AND jobs.key IS NULL;
  END IF;
END $$;--> statement-breakpoint

CREATE OR REPLACE FUNCTION failing_jobs()
RETURNS TABLE (job text, jobs int, attempts int, given_up int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
  SELECT tasks.identifier, count(*)::int, max(jobs.attempts)::int,
    (count(*) FILTER (WHERE jobs.attempts >= jobs.max_attempts))::int
  FROM graphile_worker._private_jobs jobs
  JOIN graphile_worker._private_tasks tasks ON tasks.id = jobs.task_id
  WHERE jobs.attempts >= 5 AND jobs.last_error IS NOT NULL AND jobs.locked_at IS NULL AND NOT coalesce(jobs.flags ? 'replaced', false)
  GROUP BY tasks.identifier ORDER BY tasks.identifier;
END;--> statement-breakpoint
CREATE OR REPLACE FUNCTION failed_jobs(most int)
RETURNS TABLE (id bigint, job text, attempts int, dead boolean, running boolean, since timestamptz, failed_at timestamptz,
  next_at timestamptz, fault text, about jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
  SELECT jobs.id, tasks.identifier, jobs.attempts::int, jobs.attempts >= jobs.max_attempts, jobs.locked_at IS NOT NULL,
    jobs.created_at, jobs.updated_at, jobs.run_at,
    CASE WHEN jobs.last_error ~ '^[A-Za-z][A-Za-z0-9_. -]{0,60}$' THEN jobs.last_error ELSE '' END,
    (SELECT coalesce(jsonb_object_agg(each.key, each.value), '{}') FROM json_each_text(
        CASE json_typeof(jobs.payload) WHEN 'object' THEN jobs.payload ELSE '{}' END) each
      WHERE each.value ~ '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z)$'
        OR each.key = 'id' AND each.value ~ '^\d{1,15}$' OR each.key = 'template' AND each.value ~ '^[a-z_]{1,40}$')
  FROM graphile_worker._private_jobs jobs
  JOIN graphile_worker._private_tasks tasks ON tasks.id = jobs.task_id
  WHERE jobs.last_error IS NOT NULL AND jobs.attempts > 0 AND NOT coalesce(jobs.flags ? 'replaced', false)
  ORDER BY jobs.attempts >= jobs.max_attempts DESC, jobs.updated_at DESC, jobs.id DESC LIMIT most;
END;--> statement-breakpoint
CREATE OR REPLACE FUNCTION untold_dead_jobs() RETURNS TABLE (id bigint, job text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
  SELECT jobs.id, tasks.identifier FROM graphile_worker._private_jobs jobs
  JOIN graphile_worker._private_tasks tasks ON tasks.id = jobs.task_id
  WHERE jobs.attempts >= jobs.max_attempts AND jobs.locked_at IS NULL AND NOT coalesce(jobs.flags ? 'replaced', false)
    AND NOT EXISTS (SELECT FROM public.job_alarm alarm WHERE alarm.job_id = jobs.id)
  ORDER BY jobs.id;
END;
