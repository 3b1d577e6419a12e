CREATE TABLE "board_seen" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"line" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "open_sheet" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "board_seen" ADD CONSTRAINT "board_seen_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "open_sheet" ADD CONSTRAINT "open_sheet_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "open_sheet" ADD CONSTRAINT "open_sheet_request_id_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."request"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "open_sheet_request" ON "open_sheet" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "open_sheet_until" ON "open_sheet" USING btree ("until");