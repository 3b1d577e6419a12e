-- A task lies where the first of its requests does, so their order is kept. Of those that there are, the one whose place it has is the first.
ALTER TABLE "task_request" ADD COLUMN "position" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE task_request SET position = 1
FROM task t, request r LEFT JOIN request_private p ON p.request_id = r.id
WHERE t.id = task_request.task_id AND r.id = task_request.request_id
  AND (r.district_id, p.lat, p.lon) IS DISTINCT FROM (t.district_id, t.lat, t.lon);
