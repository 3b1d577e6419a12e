CREATE TABLE "usual_help" (
	"category_id" uuid PRIMARY KEY NOT NULL,
	"skills" text[] DEFAULT '{}' NOT NULL,
	"team_size" smallint NOT NULL,
	"hours" smallint NOT NULL,
	"kind_id" uuid,
	"amount" numeric(10, 2),
	"bulky" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "usual_help_team" CHECK ("usual_help"."team_size" between 1 and 50),
	CONSTRAINT "usual_help_hours" CHECK ("usual_help"."hours" between 1 and 24),
	CONSTRAINT "usual_help_amount" CHECK ("usual_help"."amount" > 0),
	CONSTRAINT "usual_help_thing" CHECK ("usual_help"."kind_id" is not null or ("usual_help"."amount" is null and not "usual_help"."bulky"))
);
--> statement-breakpoint
ALTER TABLE "usual_help" ADD CONSTRAINT "usual_help_category_id_category_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."category"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usual_help" ADD CONSTRAINT "usual_help_kind_id_resource_kind_id_fk" FOREIGN KEY ("kind_id") REFERENCES "public"."resource_kind"("id") ON DELETE no action ON UPDATE no action;