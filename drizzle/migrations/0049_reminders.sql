-- A coordinator comes back to a request at a time: then it stands among what needs somebody at once.
-- contract: the lane is derived, and comes back in the same transaction.
ALTER TABLE "request" ADD COLUMN "remind_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "remind_due" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_remind" CHECK (not "request"."remind_due" or "request"."remind_at" is not null);--> statement-breakpoint
DROP TRIGGER request_waits ON request;--> statement-breakpoint
DROP TRIGGER request_waits_still ON request;--> statement-breakpoint
ALTER TABLE "request" drop column "lane";--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "lane" smallint GENERATED ALWAYS AS (case
    when "request"."flood" is not null and "request"."state" = 'submitted' then null
    when "request"."state" = 'submitted' and "request"."alarm" in ('fire', 'gas', 'breathing', 'unconscious', 'bleeding', 'trapped', 'birth', 'oxygen') then 1
    when "request"."state" in ('submitted', 'triaged', 'in_progress') and "request"."priority" = 'critical'
      and ("request"."state" <> 'in_progress' or "request"."cover" in ('nobody_asked', 'asked', 'unanswered')) then 1
    when "request"."state" in ('submitted', 'triaged', 'in_progress') and ("request"."trouble" is not null or "request"."remind_due") then 2
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
CREATE TRIGGER request_waits AFTER INSERT ON request FOR EACH ROW WHEN (NEW.lane = 1) EXECUTE FUNCTION watch_request();--> statement-breakpoint
CREATE TRIGGER request_waits_still AFTER UPDATE ON request FOR EACH ROW
  WHEN (NEW.lane IS DISTINCT FROM OLD.lane OR NEW.state <> OLD.state OR NEW.cover <> OLD.cover)
  EXECUTE FUNCTION watch_request();
