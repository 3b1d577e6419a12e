-- contract: what the version before writes holds all of these; it makes no word that is new here, and reads none of the columns.
ALTER TABLE "offer_chain" DROP CONSTRAINT "offer_chain_ended";--> statement-breakpoint
ALTER TABLE "sms_in" DROP CONSTRAINT "sms_in_meaning";--> statement-breakpoint
ALTER TABLE "request" DROP CONSTRAINT "request_trouble";--> statement-breakpoint
ALTER TABLE "volunteer_profile" ADD COLUMN "seats" smallint;--> statement-breakpoint
ALTER TABLE "volunteer_profile" ADD COLUMN "load_kg" smallint;--> statement-breakpoint
ALTER TABLE "volunteer_profile" ADD COLUMN "free_during" "tstzrange";--> statement-breakpoint
ALTER TABLE "assignment" ADD COLUMN "sign_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "assignment" ADD COLUMN "safety_asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "assignment" ADD COLUMN "silent_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "volunteer_profile" ADD CONSTRAINT "volunteer_profile_free" CHECK (not isempty("volunteer_profile"."free_during") and not lower_inf("volunteer_profile"."free_during")
        and not upper_inf("volunteer_profile"."free_during")
        and upper("volunteer_profile"."free_during") - lower("volunteer_profile"."free_during") <= interval '24 hours');--> statement-breakpoint
ALTER TABLE "volunteer_profile" ADD CONSTRAINT "volunteer_profile_room" CHECK (coalesce("volunteer_profile"."seats", 1) between 1 and 60
        and coalesce("volunteer_profile"."load_kg", 1) between 1 and 20000);--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_silent" CHECK ("assignment"."silent_at" is null or "assignment"."safety_asked_at" is not null);--> statement-breakpoint
ALTER TABLE "offer_chain" ADD CONSTRAINT "offer_chain_ended" CHECK ("offer_chain"."ended" in ('asked', 'taken_out', 'stopped', 'on_the_way', 'task_over', 'window_over', 'not_verified', 'suspended', 'already', 'overlaps', 'skill', 'too_far', 'unavailable', 'partly_free', 'rest'));--> statement-breakpoint
ALTER TABLE "sms_in" ADD CONSTRAINT "sms_in_meaning" CHECK ("sms_in"."meaning" in ('request', 'note', 'status', 'cancel', 'outcome', 'undo', 'answer', 'progress', 'team_note', 'free_time', 'unclear'));--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_trouble" CHECK ("request"."trouble" in ('not_come', 'short', 'task_ended', 'left', 'problem', 'silent', 'mistake', 'separated'));