-- contract: the triggers end what the version before neither writes nor reads, and refuse nothing that it does.
CREATE TABLE "duty" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	CONSTRAINT "duty_times" CHECK ("duty"."until" >= "duty"."since")
);
--> statement-breakpoint
CREATE TABLE "handover" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"taken_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"state_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "handover_state" CHECK ("handover"."state" in ('open', 'taken', 'withdrawn')),
	CONSTRAINT "handover_taken" CHECK (("handover"."state" = 'taken') = ("handover"."taken_by" is not null)),
	CONSTRAINT "handover_to_another" CHECK ("handover"."taken_by" <> "handover"."person_id")
);
--> statement-breakpoint
CREATE TABLE "handover_district" (
	"handover_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	CONSTRAINT "handover_district_handover_id_district_id_pk" PRIMARY KEY("handover_id","district_id")
);
--> statement-breakpoint
ALTER TABLE "duty" ADD CONSTRAINT "duty_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty" ADD CONSTRAINT "duty_district_id_district_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."district"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover" ADD CONSTRAINT "handover_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover" ADD CONSTRAINT "handover_taken_by_person_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover_district" ADD CONSTRAINT "handover_district_handover_id_handover_id_fk" FOREIGN KEY ("handover_id") REFERENCES "public"."handover"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover_district" ADD CONSTRAINT "handover_district_district_id_district_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."district"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "duty_now" ON "duty" USING btree ("person_id","district_id") WHERE "duty"."until" is null;--> statement-breakpoint
CREATE INDEX "duty_now_district" ON "duty" USING btree ("district_id") WHERE "duty"."until" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "handover_open" ON "handover" USING btree ("person_id") WHERE "handover"."state" = 'open';--> statement-breakpoint
CREATE INDEX "handover_latest" ON "handover" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "handover_district_district" ON "handover_district" USING btree ("district_id");--> statement-breakpoint
INSERT INTO transition (thing, from_state, to_state) VALUES
  ('handover', '', 'open'), ('handover', 'open', 'taken'), ('handover', 'open', 'withdrawn');--> statement-breakpoint
CREATE TRIGGER handover_transition BEFORE INSERT OR UPDATE OF state ON handover
  FOR EACH ROW EXECUTE FUNCTION keep_to_transitions();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER handover_recorded AFTER INSERT OR UPDATE OF state ON handover
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insist_on_record();
--> statement-breakpoint

-- Whoever no longer coordinates a district is on duty there no longer.
CREATE FUNCTION end_duty_without_reach() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who uuid;
BEGIN
  IF TG_TABLE_NAME = 'person' THEN who := NEW.id; ELSE who := OLD.person_id; END IF;
  UPDATE duty SET until = greatest(now(), since) WHERE person_id = who AND until IS NULL
    AND NOT EXISTS (SELECT FROM person p WHERE p.id = who AND p.administrator)
    AND NOT EXISTS (SELECT FROM coordinator_district c WHERE c.person_id = who AND c.district_id = duty.district_id);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER coordinator_district_duty AFTER DELETE ON coordinator_district
  FOR EACH ROW EXECUTE FUNCTION end_duty_without_reach();--> statement-breakpoint
CREATE TRIGGER person_duty AFTER UPDATE OF administrator ON person
  FOR EACH ROW WHEN (OLD.administrator AND NOT NEW.administrator) EXECUTE FUNCTION end_duty_without_reach();--> statement-breakpoint

-- What somebody who is forgotten has left to others in words.
CREATE FUNCTION forget_handovers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE handover SET note = '' WHERE person_id = NEW.thing_id AND note <> '';
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER erased_handovers AFTER INSERT ON erased
  FOR EACH ROW WHEN (NEW.thing = 'person') EXECUTE FUNCTION forget_handovers();
