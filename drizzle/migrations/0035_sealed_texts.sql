-- contract: the check lets more through than before, and the version before writes nothing longer.
CREATE TABLE "data_key" (
	"name" text PRIMARY KEY NOT NULL,
	"proof" "bytea" NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "request_note" DROP CONSTRAINT "request_note_body";--> statement-breakpoint
ALTER TABLE "request_note" ADD CONSTRAINT "request_note_body" CHECK (length("request_note"."body") between 1 and 11000);