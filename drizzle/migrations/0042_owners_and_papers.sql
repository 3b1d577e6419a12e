-- Owners without an account are written to, a volunteer's paper has a code, a step pressed by mistake can be taken back.
-- contract: new constraints and triggers bind tables and columns alone that the version before does not write; it takes no step back.
CREATE TABLE "certificate" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"code" text NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"during" "tstzrange" NOT NULL,
	"shifts" integer NOT NULL,
	"minutes" integer NOT NULL,
	"tasks" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "certificate_code_unique" UNIQUE("code"),
	CONSTRAINT "certificate_something" CHECK ("certificate"."shifts" + "certificate"."tasks" > 0),
	CONSTRAINT "certificate_minutes" CHECK ("certificate"."minutes" >= 0)
);
--> statement-breakpoint
CREATE TABLE "offer_link" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"offer_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "volunteer_profile" ADD COLUMN "names_themselves" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "offer_id" uuid;--> statement-breakpoint
ALTER TABLE "sms" ADD COLUMN "offer_id" uuid;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "locale" text;--> statement-breakpoint
ALTER TABLE "offer_private" ADD COLUMN "email" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_link" ADD CONSTRAINT "offer_link_offer_id_offer_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."offer"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "certificate_person" ON "certificate" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "offer_link_offer" ON "offer_link" USING btree ("offer_id","created_at");--> statement-breakpoint
CREATE INDEX "notification_waiting_offer" ON "notification" USING btree ("offer_id") WHERE "notification"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "sms_offer" ON "sms" USING btree ("offer_id") WHERE "sms"."offer_id" is not null;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_locale" CHECK ("offer"."locale" in ('et', 'uk', 'en', 'ru'));--> statement-breakpoint
INSERT INTO transition (thing, from_state, to_state) VALUES
  ('assignment', 'en_route', 'accepted'), ('task', 'under_way', 'assigned');--> statement-breakpoint
CREATE TRIGGER offer_link_forgotten BEFORE INSERT ON offer_link FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('offer', 'offer_id');--> statement-breakpoint
CREATE TRIGGER certificate_forgotten BEFORE INSERT ON certificate FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint

-- The paper of somebody who is forgotten is nobody's any more: its code says nothing.
CREATE FUNCTION forget_certificates() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM certificate WHERE person_id = NEW.thing_id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER erased_certificates AFTER INSERT ON erased
  FOR EACH ROW WHEN (NEW.thing = 'person') EXECUTE FUNCTION forget_certificates();--> statement-breakpoint

-- The same function as before; with the address, the links of the mails, and the text messages.
CREATE OR REPLACE FUNCTION erase_offer(subject uuid, why text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  its offer_private;
BEGIN
  PERFORM FROM offer WHERE id = subject FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF EXISTS (SELECT FROM offer_bound(subject)) OR EXISTS (
    SELECT FROM offer WHERE id = subject AND state NOT IN ('withdrawn', 'retired')) THEN
    RAISE EXCEPTION 'it is not over' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'still_bound';
  END IF;
  SELECT * INTO its FROM offer_private WHERE offer_id = subject;
  PERFORM erase_orders(array_remove(ARRAY[lower(its.email), its.phone], ''), '{}', subject);
  DELETE FROM sms WHERE offer_id = subject;
  DELETE FROM offer_link WHERE offer_id = subject;
  UPDATE offer_private SET name = '', phone = '', email = '', address = '', lat = NULL, lon = NULL WHERE offer_id = subject;
  UPDATE offer SET form_key = gen_random_uuid(), token_hash = NULL, organisation = '', title = '—', attributes = '{}',
    conditions = '', weekly = '[]', cell_lat = NULL, cell_lon = NULL, version = version + 1
  WHERE id = subject;
  UPDATE reservation SET note = '' WHERE offer_id = subject AND note <> '';
  PERFORM mark_erased('offer', subject, why);
  RETURN true;
END $$;
