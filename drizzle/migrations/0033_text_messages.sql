CREATE TABLE "sms" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"notification_id" uuid,
	"request_id" uuid,
	"person_id" uuid,
	"phone" text NOT NULL,
	"template" text NOT NULL,
	"body" text NOT NULL,
	"segments" smallint NOT NULL,
	"onward" jsonb,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"gateway_id" text,
	"delivered_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"failure" text,
	CONSTRAINT "sms_failure" CHECK ("sms"."failure" in ('number', 'refused', 'undelivered', 'gateway')),
	CONSTRAINT "sms_failed" CHECK (("sms"."failed_at" is null) = ("sms"."failure" is null))
);
--> statement-breakpoint
CREATE TABLE "sms_in" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"gateway" text NOT NULL,
	"gateway_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"phone" text NOT NULL,
	"body" text NOT NULL,
	"meaning" text NOT NULL,
	"request_id" uuid,
	"person_id" uuid,
	CONSTRAINT "sms_in_once" UNIQUE("gateway","gateway_id"),
	CONSTRAINT "sms_in_meaning" CHECK ("sms_in"."meaning" in ('request', 'note', 'status', 'cancel', 'outcome', 'undo', 'answer', 'progress', 'team_note', 'unclear'))
);
--> statement-breakpoint
ALTER TABLE "mailbox_message" ADD COLUMN "channel" text DEFAULT 'email' NOT NULL;--> statement-breakpoint
ALTER TABLE "request_note" ADD COLUMN "for_team" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "sms_phone" ON "sms" USING btree ("phone","created_at");--> statement-breakpoint
CREATE INDEX "sms_request" ON "sms" USING btree ("request_id","created_at");--> statement-breakpoint
CREATE INDEX "sms_person" ON "sms" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "sms_gateway_id" ON "sms" USING btree ("gateway_id") WHERE "sms"."gateway_id" is not null;--> statement-breakpoint
CREATE INDEX "sms_in_phone" ON "sms_in" USING btree ("phone","at");