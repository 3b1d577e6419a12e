-- Who is coming to a request, what broke, and what a human has to do next with it.
-- contract: the new columns have defaults and no code before this one writes them; the new steps only allow more.
ALTER TABLE "request" ALTER COLUMN "rank" SET DEFAULT 1;--> statement-breakpoint
ALTER TABLE "assignment" ADD COLUMN "problem" text;--> statement-breakpoint
ALTER TABLE "category" ADD COLUMN "advice" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "cover" text DEFAULT 'nobody_asked' NOT NULL;--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "cover_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "asked_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "trouble" text;--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "unread" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "lane" smallint GENERATED ALWAYS AS (case
    when "request"."flood" is not null and "request"."state" = 'submitted' then null
    when "request"."state" in ('submitted', 'triaged', 'in_progress') and "request"."priority" = 'critical'
      and ("request"."state" <> 'in_progress' or "request"."cover" in ('nobody_asked', 'asked', 'unanswered')) then 1
    when "request"."state" in ('submitted', 'triaged', 'in_progress') and "request"."trouble" is not null then 2
    when "request"."state" not in ('submitted', 'triaged', 'in_progress') and "request"."unread" > 0 then 2
    when "request"."state" = 'submitted' then 3
    when "request"."state" = 'triaged' then 4
    when "request"."state" = 'in_progress' then case "request"."cover"
      when 'nobody_asked' then 4
      when 'unanswered' then 2
      when 'asked' then 5
      when 'done' then 7
      else 6
    end
    when "request"."state" = 'fulfilled' then 8
  end) STORED;--> statement-breakpoint
CREATE INDEX "request_lane" ON "request" USING btree ("lane","due_at","created_at","id") WHERE "request"."lane" is not null;--> statement-breakpoint
CREATE INDEX "request_lane_district" ON "request" USING btree ("district_id","lane","due_at","created_at","id") WHERE "request"."lane" is not null;--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_problem" CHECK ("assignment"."problem" in ('nobody_there', 'no_access', 'unsafe', 'not_enough'));--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_cover" CHECK ("request"."cover" in ('nobody_asked', 'asked', 'unanswered', 'accepted', 'on_the_way', 'there', 'done'));--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_trouble" CHECK ("request"."trouble" in ('not_come', 'short', 'task_ended', 'left', 'problem', 'mistake', 'separated'));--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_unread" CHECK ("request"."unread" >= 0);--> statement-breakpoint
INSERT INTO transition (thing, from_state, to_state) VALUES
  ('request', 'duplicate', 'triaged'),
  ('task', 'under_way', 'open');--> statement-breakpoint
UPDATE request r SET cover = c.cover, cover_at = now(), asked_until = c.asked_until
FROM (
  SELECT tr.request_id,
    CASE
      WHEN bool_or(a.state = 'on_site') THEN 'there'
      WHEN bool_or(a.state = 'en_route') THEN 'on_the_way'
      WHEN bool_or(t.state = 'done') THEN 'done'
      WHEN bool_or(a.state = 'accepted') THEN 'accepted'
      WHEN bool_or(a.state = 'offered') THEN 'asked'
      WHEN bool_or(a.state IN ('declined', 'expired', 'withdrawn')) THEN 'unanswered'
      ELSE 'nobody_asked'
    END AS cover,
    max(a.answer_by) FILTER (WHERE a.state = 'offered') AS asked_until
  FROM task_request tr
  JOIN task t ON t.id = tr.task_id AND t.state IN ('open', 'assigned', 'under_way', 'done')
  LEFT JOIN assignment a ON a.task_id = t.id
  GROUP BY tr.request_id
) c
WHERE c.request_id = r.id AND r.state = 'in_progress' AND c.cover <> 'nobody_asked';
