CREATE TABLE "commitment" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"during" "tstzrange" NOT NULL,
	"kind" text NOT NULL,
	"source_id" uuid NOT NULL,
	CONSTRAINT "commitment_source_id_unique" UNIQUE("source_id"),
	CONSTRAINT "commitment_kind" CHECK ("commitment"."kind" in ('task', 'shift'))
);
--> statement-breakpoint
CREATE TABLE "coordinator_district" (
	"person_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	CONSTRAINT "coordinator_district_person_id_district_id_pk" PRIMARY KEY("person_id","district_id")
);
--> statement-breakpoint
CREATE TABLE "one_time_secret" (
	"hash" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "one_time_secret_purpose" CHECK ("one_time_secret"."purpose" in ('password_reset', 'sign_in_code'))
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"phone" text,
	"password_hash" text,
	"locale" text NOT NULL,
	"standing" text,
	"administrator" boolean DEFAULT false NOT NULL,
	"on_duty" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "person_locale" CHECK ("person"."locale" in ('et', 'uk', 'en', 'ru')),
	CONSTRAINT "person_standing_word" CHECK ("person"."standing" in ('unverified', 'verified', 'suspended')),
	CONSTRAINT "person_reachable" CHECK ("person"."email" is not null or "person"."phone" is not null)
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"public_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"device" text DEFAULT '' NOT NULL,
	CONSTRAINT "session_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE TABLE "volunteer_profile" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"skills" text[] DEFAULT '{}' NOT NULL,
	"languages" text[] DEFAULT '{}' NOT NULL,
	"vehicle" text DEFAULT 'none' NOT NULL,
	"home_lat" double precision,
	"home_lon" double precision,
	"home_district_id" uuid,
	"radius_km" smallint DEFAULT 5 NOT NULL,
	"availability" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "volunteer_profile_vehicle" CHECK ("volunteer_profile"."vehicle" in ('none', 'bicycle', 'car', 'van', 'four_wheel_drive', 'wheelchair_van')),
	CONSTRAINT "volunteer_profile_radius" CHECK ("volunteer_profile"."radius_km" between 1 and 100),
	CONSTRAINT "volunteer_profile_home" CHECK (("volunteer_profile"."home_lat" is null) = ("volunteer_profile"."home_lon" is null))
);
--> statement-breakpoint
CREATE TABLE "event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"transaction" "xid8" NOT NULL,
	"type" text NOT NULL,
	"actor" text NOT NULL,
	"actor_id" uuid,
	"thing" text NOT NULL,
	"thing_id" uuid NOT NULL,
	"district_id" uuid,
	"from_state" text,
	"to_state" text,
	"reason" text,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "event_actor_word" CHECK ("event"."actor" in ('visitor', 'resident', 'member', 'system'))
);
--> statement-breakpoint
CREATE TABLE "transition" (
	"thing" text NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assignment" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"task_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"state" text DEFAULT 'offered' NOT NULL,
	"offered_by" uuid NOT NULL,
	"offered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answer_by" timestamp with time zone NOT NULL,
	"state_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reason" text,
	"note" text DEFAULT '' NOT NULL,
	"ticked" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"override" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "assignment_state" CHECK ("assignment"."state" in ('offered', 'accepted', 'en_route', 'on_site', 'done', 'declined', 'expired', 'released', 'withdrawn')),
	CONSTRAINT "assignment_reason" CHECK ("assignment"."reason" in ('busy', 'too_far', 'no_vehicle', 'skill', 'unwell', 'unsafe', 'other'))
);
--> statement-breakpoint
CREATE TABLE "task" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "task_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"state" text DEFAULT 'open' NOT NULL,
	"district_id" uuid,
	"title" text DEFAULT '' NOT NULL,
	"briefing" text DEFAULT '' NOT NULL,
	"checklist" text[] DEFAULT '{}' NOT NULL,
	"during" "tstzrange" NOT NULL,
	"team_size" smallint DEFAULT 1 NOT NULL,
	"skills" text[] DEFAULT '{}' NOT NULL,
	"lat" double precision,
	"lon" double precision,
	"lead_id" uuid,
	"ending" text,
	"exercise" boolean DEFAULT false NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "task_number_unique" UNIQUE("number"),
	CONSTRAINT "task_state" CHECK ("task"."state" in ('open', 'assigned', 'under_way', 'done', 'confirmed', 'cancelled', 'failed')),
	CONSTRAINT "task_ending" CHECK ("task"."ending" in ('not_needed', 'no_volunteer', 'nobody_there', 'no_access', 'unsafe', 'no_supplies', 'other')),
	CONSTRAINT "task_team" CHECK ("task"."team_size" between 1 and 50),
	CONSTRAINT "task_during" CHECK (not isempty("task"."during") and not lower_inf("task"."during") and not upper_inf("task"."during"))
);
--> statement-breakpoint
CREATE TABLE "task_request" (
	"task_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"reported" numeric(10, 2),
	"confirmed" numeric(10, 2),
	"outcome" text,
	CONSTRAINT "task_request_task_id_request_id_pk" PRIMARY KEY("task_id","request_id"),
	CONSTRAINT "task_request_outcome" CHECK ("task_request"."outcome" in ('whole', 'part', 'none')),
	CONSTRAINT "task_request_amounts" CHECK ("task_request"."reported" >= 0 and "task_request"."confirmed" >= 0)
);
--> statement-breakpoint
CREATE TABLE "category" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"code" text NOT NULL,
	"names" jsonb NOT NULL,
	"examples" jsonb NOT NULL,
	"unit" text,
	"priority" text DEFAULT 'normal' NOT NULL,
	"position" smallint NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "category_code_unique" UNIQUE("code"),
	CONSTRAINT "category_priority" CHECK ("category"."priority" in ('critical', 'high', 'normal', 'low'))
);
--> statement-breakpoint
CREATE TABLE "city" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"code" text NOT NULL,
	"names" jsonb NOT NULL,
	"zone" text NOT NULL,
	"locales" text[] NOT NULL,
	"emergency_number" text NOT NULL,
	"calling_code" text NOT NULL,
	"lat" double precision NOT NULL,
	"lon" double precision NOT NULL,
	"map_zoom" smallint NOT NULL,
	"credits" jsonb NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	CONSTRAINT "city_is_one" CHECK ("city"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "clock" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"district_id" uuid,
	"priority" text NOT NULL,
	"triage_minutes" integer NOT NULL,
	"assign_minutes" integer NOT NULL,
	"fulfil_minutes" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "clock_priority" CHECK ("clock"."priority" in ('critical', 'high', 'normal', 'low')),
	CONSTRAINT "clock_positive" CHECK (least("clock"."triage_minutes", "clock"."assign_minutes", "clock"."fulfil_minutes") > 0)
);
--> statement-breakpoint
CREATE TABLE "district" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"code" text NOT NULL,
	"names" jsonb NOT NULL,
	"geometry" jsonb NOT NULL,
	"approximate" boolean DEFAULT false NOT NULL,
	"retired_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "district_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"secret_hash" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"locale" text NOT NULL,
	"administrator" boolean DEFAULT false NOT NULL,
	"invited_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"accepted_by" uuid,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invitation_secret_hash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "invitation_district" (
	"invitation_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	CONSTRAINT "invitation_district_invitation_id_district_id_pk" PRIMARY KEY("invitation_id","district_id")
);
--> statement-breakpoint
CREATE TABLE "mailbox_message" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mailbox_message_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"event_id" bigint,
	"channel" text NOT NULL,
	"template" text NOT NULL,
	"person_id" uuid,
	"request_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "notification_key_unique" UNIQUE("key"),
	CONSTRAINT "notification_channel" CHECK ("notification"."channel" in ('email'))
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "request" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"code" text NOT NULL,
	"form_key" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"state" text DEFAULT 'submitted' NOT NULL,
	"priority" text NOT NULL,
	"category_id" uuid NOT NULL,
	"district_id" uuid,
	"quantity" numeric(10, 2),
	"delivered" numeric(10, 2) DEFAULT 0 NOT NULL,
	"people" smallint DEFAULT 1 NOT NULL,
	"vulnerable" text[] DEFAULT '{}' NOT NULL,
	"cell_lat" double precision,
	"cell_lon" double precision,
	"needed_by" timestamp with time zone,
	"locale" text NOT NULL,
	"channel" text NOT NULL,
	"exercise" boolean DEFAULT false NOT NULL,
	"rank" smallint NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state_at" timestamp with time zone DEFAULT now() NOT NULL,
	"triaged_at" timestamp with time zone,
	"closing_reason" text,
	"duplicate_of" uuid,
	"taken_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "request_code_unique" UNIQUE("code"),
	CONSTRAINT "request_form_key_unique" UNIQUE("form_key"),
	CONSTRAINT "request_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "request_state" CHECK ("request"."state" in ('submitted', 'triaged', 'in_progress', 'fulfilled', 'closed', 'cancelled', 'declined', 'duplicate')),
	CONSTRAINT "request_priority" CHECK ("request"."priority" in ('critical', 'high', 'normal', 'low')),
	CONSTRAINT "request_channel" CHECK ("request"."channel" in ('web', 'phone', 'sms', 'walk-in')),
	CONSTRAINT "request_locale" CHECK ("request"."locale" in ('et', 'uk', 'en', 'ru')),
	CONSTRAINT "request_closing_reason" CHECK ("request"."closing_reason" in ('met', 'met_by_others', 'not_needed', 'out_of_scope', 'unreachable', 'duplicate')),
	CONSTRAINT "request_code" CHECK ("request"."code" ~ '^[0-9]{8}$'),
	CONSTRAINT "request_people" CHECK ("request"."people" between 1 and 9999),
	CONSTRAINT "request_quantity" CHECK ("request"."quantity" > 0 and "request"."quantity" <= 1000000),
	CONSTRAINT "request_delivered" CHECK ("request"."delivered" >= 0),
	CONSTRAINT "request_duplicate" CHECK (("request"."state" = 'duplicate') = ("request"."duplicate_of" is not null)),
	CONSTRAINT "request_not_own_duplicate" CHECK ("request"."duplicate_of" <> "request"."id")
);
--> statement-breakpoint
CREATE TABLE "request_note" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"request_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"author" text NOT NULL,
	"person_id" uuid,
	"body" text NOT NULL,
	"for_resident" boolean DEFAULT false NOT NULL,
	CONSTRAINT "request_note_author" CHECK ("request_note"."author" in ('resident', 'coordinator', 'volunteer')),
	CONSTRAINT "request_note_body" CHECK (length("request_note"."body") between 1 and 2000)
);
--> statement-breakpoint
CREATE TABLE "request_private" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"access" text DEFAULT '' NOT NULL,
	"details" text DEFAULT '' NOT NULL,
	"lat" double precision,
	"lon" double precision,
	"search" text GENERATED ALWAYS AS (fold_text(name || ' ' || phone || ' ' || address || ' ' || details)) STORED,
	CONSTRAINT "request_private_point" CHECK (("request_private"."lat" is null) = ("request_private"."lon" is null))
);
--> statement-breakpoint
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coordinator_district" ADD CONSTRAINT "coordinator_district_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coordinator_district" ADD CONSTRAINT "coordinator_district_district_id_district_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."district"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_secret" ADD CONSTRAINT "one_time_secret_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_secret" ADD CONSTRAINT "one_time_secret_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_person_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "volunteer_profile" ADD CONSTRAINT "volunteer_profile_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "volunteer_profile" ADD CONSTRAINT "volunteer_profile_home_district_id_district_id_fk" FOREIGN KEY ("home_district_id") REFERENCES "public"."district"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_task_id_task_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."task"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_offered_by_person_id_fk" FOREIGN KEY ("offered_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_district_id_district_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."district"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_lead_id_person_id_fk" FOREIGN KEY ("lead_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_request" ADD CONSTRAINT "task_request_task_id_task_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."task"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_request" ADD CONSTRAINT "task_request_request_id_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clock" ADD CONSTRAINT "clock_district_id_district_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."district"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_district" ADD CONSTRAINT "invitation_district_invitation_id_invitation_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_district" ADD CONSTRAINT "invitation_district_district_id_district_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."district"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_category_id_category_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."category"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_district_id_district_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."district"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_duplicate_of_request_id_fk" FOREIGN KEY ("duplicate_of") REFERENCES "public"."request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_taken_by_person_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_note" ADD CONSTRAINT "request_note_request_id_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."request"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_note" ADD CONSTRAINT "request_note_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_private" ADD CONSTRAINT "request_private_request_id_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."request"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "one_time_secret_person" ON "one_time_secret" USING btree ("person_id","purpose");--> statement-breakpoint
CREATE UNIQUE INDEX "person_email" ON "person" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "person_phone" ON "person" USING btree ("phone");--> statement-breakpoint
CREATE INDEX "person_standing" ON "person" USING btree ("standing","name","id");--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "event_thing" ON "event" USING btree ("thing_id","id");--> statement-breakpoint
CREATE INDEX "event_actor" ON "event" USING btree ("actor_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "assignment_once" ON "assignment" USING btree ("task_id","person_id") WHERE state in ('offered', 'accepted', 'en_route', 'on_site', 'done');--> statement-breakpoint
CREATE INDEX "assignment_task" ON "assignment" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "assignment_person" ON "assignment" USING btree ("person_id","state","state_at");--> statement-breakpoint
CREATE INDEX "assignment_silent" ON "assignment" USING btree ("answer_by") WHERE "assignment"."state" = 'offered';--> statement-breakpoint
CREATE INDEX "task_live" ON "task" USING btree ("district_id","state_at","id") WHERE "task"."state" in ('open', 'assigned', 'under_way', 'done');--> statement-breakpoint
CREATE INDEX "task_request_request" ON "task_request" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "request_open" ON "request" USING btree ("rank","due_at","created_at","id") WHERE "request"."state" in ('submitted', 'triaged', 'in_progress');--> statement-breakpoint
CREATE INDEX "request_open_district" ON "request" USING btree ("district_id","rank","due_at","created_at","id") WHERE "request"."state" in ('submitted', 'triaged', 'in_progress');--> statement-breakpoint
CREATE INDEX "request_fulfilled" ON "request" USING btree ("state_at","id") WHERE "request"."state" = 'fulfilled';--> statement-breakpoint
CREATE INDEX "request_ended" ON "request" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "request"."state" not in ('submitted', 'triaged', 'in_progress');--> statement-breakpoint
CREATE INDEX "request_duplicate_of" ON "request" USING btree ("duplicate_of");--> statement-breakpoint
CREATE INDEX "request_note_request" ON "request_note" USING btree ("request_id","at");--> statement-breakpoint
CREATE INDEX "request_private_search" ON "request_private" USING gin ("search" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "request_private_phone" ON "request_private" USING btree ("phone") WHERE "request_private"."phone" <> '';