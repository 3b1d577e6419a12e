-- The application may know how the queue is doing, and nothing of what stands in it.
CREATE FUNCTION failing_jobs()
RETURNS TABLE (job text, jobs int, attempts int, given_up int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
  SELECT tasks.identifier, count(*)::int, max(jobs.attempts)::int,
    (count(*) FILTER (WHERE jobs.attempts >= jobs.max_attempts))::int
  FROM graphile_worker._private_jobs jobs
  JOIN graphile_worker._private_tasks tasks ON tasks.id = jobs.task_id
  WHERE jobs.attempts >= 5 AND jobs.last_error IS NOT NULL AND jobs.locked_at IS NULL
  GROUP BY tasks.identifier ORDER BY tasks.identifier;
END;--> statement-breakpoint

CREATE FUNCTION queue_length(OUT waiting int, OUT oldest_seconds int, OUT running int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
  SELECT (count(*) FILTER (WHERE jobs.locked_at IS NULL))::int,
    coalesce(extract(epoch FROM now() - min(jobs.run_at) FILTER (WHERE jobs.locked_at IS NULL)), 0)::int,
    (count(*) FILTER (WHERE jobs.locked_at IS NOT NULL))::int
  FROM graphile_worker._private_jobs jobs
  WHERE jobs.run_at <= now() AND jobs.attempts < jobs.max_attempts;
END;
