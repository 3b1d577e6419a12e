-- contract: the version before writes and reads none of these.
ALTER TABLE "assignment" ADD COLUMN "coming_asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "assignment" ADD COLUMN "coming_said_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "assignment" ADD COLUMN "arrives_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_coming" CHECK (("assignment"."coming_said_at" is null or "assignment"."coming_asked_at" is not null)
        and ("assignment"."arrives_at" is null or "assignment"."coming_said_at" is not null));