-- What a resident's own words mention moves a request to where danger to life stands, until somebody has read it.
-- contract: the lane is derived, comes back in the same transaction, and no version before 0.2 reads it.
ALTER TABLE "request" ADD COLUMN "alarm" text;--> statement-breakpoint
ALTER TABLE "request" drop column "lane";--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "lane" smallint GENERATED ALWAYS AS (case
    when "request"."flood" is not null and "request"."state" = 'submitted' then null
    when "request"."state" = 'submitted' and "request"."alarm" in ('fire', 'gas', 'breathing', 'unconscious', 'bleeding', 'trapped', 'birth', 'oxygen') then 1
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
ALTER TABLE "request" ADD CONSTRAINT "request_alarm" CHECK ("request"."alarm" in ('fire', 'gas', 'breathing', 'unconscious', 'bleeding', 'trapped', 'birth', 'oxygen', 'insulin', 'baby'));--> statement-breakpoint
CREATE INDEX "request_lane" ON "request" USING btree ("lane","due_at","created_at","id") WHERE "request"."lane" is not null;--> statement-breakpoint
CREATE INDEX "request_lane_district" ON "request" USING btree ("district_id","lane","due_at","created_at","id") WHERE "request"."lane" is not null;
