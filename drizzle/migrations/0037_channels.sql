-- Who wants to hear what by which channel, what waits to be said, broadcasts, warnings, codes for a phone.
-- contract: new constraints bind columns alone that the version before does not write; what it writes takes their defaults.
CREATE TABLE "alert" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"type" text NOT NULL,
	"category" text NOT NULL,
	"urgency" text NOT NULL,
	"severity" text NOT NULL,
	"certainty" text NOT NULL,
	"headline" jsonb NOT NULL,
	"description" jsonb NOT NULL,
	"fallback" text NOT NULL,
	"districts" uuid[] DEFAULT '{}' NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"replaces" uuid,
	"broadcast_id" uuid,
	"created_by" uuid NOT NULL,
	CONSTRAINT "alert_replaces_unique" UNIQUE("replaces"),
	CONSTRAINT "alert_type" CHECK ("alert"."type" in ('Alert', 'Update', 'Cancel')),
	CONSTRAINT "alert_category" CHECK ("alert"."category" in ('Infra', 'Safety', 'Health', 'Fire', 'Met', 'Security', 'Other')),
	CONSTRAINT "alert_urgency" CHECK ("alert"."urgency" in ('Immediate', 'Expected', 'Future', 'Past', 'Unknown')),
	CONSTRAINT "alert_severity" CHECK ("alert"."severity" in ('Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown')),
	CONSTRAINT "alert_certainty" CHECK ("alert"."certainty" in ('Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown')),
	CONSTRAINT "alert_expires" CHECK ("alert"."expires_at" > "alert"."sent_at"),
	CONSTRAINT "alert_first" CHECK (("alert"."type" = 'Alert') = ("alert"."replaces" is null))
);
--> statement-breakpoint
CREATE TABLE "broadcast" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"groups" text[] NOT NULL,
	"districts" uuid[] DEFAULT '{}' NOT NULL,
	"skill" text,
	"pressure" text NOT NULL,
	"words" jsonb NOT NULL,
	"fallback" text NOT NULL,
	"created_by" uuid NOT NULL,
	"confirmed_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "broadcast_state" CHECK ("broadcast"."state" in ('draft', 'waiting', 'sending', 'stopped', 'sent', 'withdrawn')),
	CONSTRAINT "broadcast_pressure" CHECK ("broadcast"."pressure" in ('news', 'now', 'danger')),
	CONSTRAINT "broadcast_second" CHECK ("broadcast"."confirmed_by" <> "broadcast"."created_by")
);
--> statement-breakpoint
CREATE TABLE "broadcast_limit" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"most" integer NOT NULL,
	CONSTRAINT "broadcast_limit_is_one" CHECK ("broadcast_limit"."id" = 1),
	CONSTRAINT "broadcast_limit_most" CHECK ("broadcast_limit"."most" between 0 and 1000000)
);
--> statement-breakpoint
CREATE TABLE "broadcast_recipient" (
	"broadcast_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"taken_at" timestamp with time zone,
	CONSTRAINT "broadcast_recipient_broadcast_id_subject_id_pk" PRIMARY KEY("broadcast_id","subject_id"),
	CONSTRAINT "broadcast_recipient_kind" CHECK ("broadcast_recipient"."kind" in ('person', 'request'))
);
--> statement-breakpoint
CREATE TABLE "dead_mail" (
	"address" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "message_setting" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"off" text[] DEFAULT '{}' NOT NULL,
	"quiet_from" smallint,
	"quiet_to" smallint,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "message_setting_quiet" CHECK (("message_setting"."quiet_from" is null) = ("message_setting"."quiet_to" is null)
        and coalesce("message_setting"."quiet_from", 0) between 0 and 1439 and coalesce("message_setting"."quiet_to", 0) between 0 and 1439)
);
--> statement-breakpoint
CREATE TABLE "phone_code" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"phone" text NOT NULL,
	"hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "phone_code_attempts" CHECK ("phone_code"."attempts" between 0 and 99)
);
--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "broadcast_id" uuid;--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "batch" uuid;--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "tried" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "attempts" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_broadcast_id_broadcast_id_fk" FOREIGN KEY ("broadcast_id") REFERENCES "public"."broadcast"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "broadcast" ADD CONSTRAINT "broadcast_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "broadcast" ADD CONSTRAINT "broadcast_confirmed_by_person_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "broadcast_recipient" ADD CONSTRAINT "broadcast_recipient_broadcast_id_broadcast_id_fk" FOREIGN KEY ("broadcast_id") REFERENCES "public"."broadcast"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_setting" ADD CONSTRAINT "message_setting_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone_code" ADD CONSTRAINT "phone_code_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_newest" ON "alert" USING btree ("sent_at");--> statement-breakpoint
CREATE INDEX "broadcast_newest" ON "broadcast" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "broadcast_recipient_left" ON "broadcast_recipient" USING btree ("broadcast_id") WHERE "broadcast_recipient"."taken_at" is null;--> statement-breakpoint
CREATE INDEX "notification_waiting_person" ON "notification" USING btree ("person_id") WHERE "notification"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "notification_waiting_request" ON "notification" USING btree ("request_id") WHERE "notification"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "notification_batch" ON "notification" USING btree ("batch");--> statement-breakpoint
CREATE INDEX "notification_broadcast" ON "notification" USING btree ("broadcast_id");--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_attempts" CHECK ("notification"."attempts" between 0 and 999);--> statement-breakpoint
-- The same functions as before, and what this migration adds to what is forgotten.
CREATE OR REPLACE FUNCTION erase_orders(contacts text[], names text[], subject uuid) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  full_name text;
BEGIN
  DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
  WHERE t.id = j.task_id AND EXISTS (
    SELECT FROM jsonb_path_query(j.payload::jsonb, 'strict $.**') v
    WHERE jsonb_typeof(v) = 'string' AND (lower(v #>> '{}') = ANY (contacts)
      OR (t.identifier = 'link' AND v #>> '{}' = subject::text)));
  FOREACH full_name IN ARRAY names LOOP
    UPDATE graphile_worker._private_jobs
    SET payload = replace(payload::text, trim('"' from to_json(full_name)::text), '—')::json
    WHERE position(trim('"' from to_json(full_name)::text) in payload::text) > 0;
    DELETE FROM mailbox_message m WHERE position(full_name in m.subject || m.body) > 0;
    DELETE FROM sms WHERE position(full_name in body) > 0;
    DELETE FROM sms_in WHERE position(full_name in body) > 0;
  END LOOP;
  DELETE FROM mailbox_message WHERE lower(recipient) = ANY (contacts);
  DELETE FROM dead_mail WHERE address = ANY (contacts);
  DELETE FROM sms WHERE phone = ANY (contacts) OR request_id = subject OR person_id = subject;
  DELETE FROM sms_in WHERE phone = ANY (contacts) OR request_id = subject OR person_id = subject;
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION erase_person(subject uuid, why text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  its person;
  thing uuid;
  full_names text[];
BEGIN
  SELECT * INTO its FROM person WHERE id = subject FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF EXISTS (SELECT FROM person_bound(subject)) THEN
    RAISE EXCEPTION 'not free yet' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'still_bound';
  END IF;
  -- A single word may be another's name too.
  full_names := CASE WHEN its.name ~ '\S\s+\S' THEN ARRAY[its.name] ELSE '{}' END;
  PERFORM erase_orders(array_remove(ARRAY[lower(its.email), lower(its.pending_email), its.phone], NULL), full_names, subject);
  UPDATE shift SET contact = '', version = version + 1
  WHERE contact <> '' AND (position(its.phone in contact) > 0 OR position(its.email in contact) > 0
    OR (cardinality(full_names) > 0 AND position(its.name in contact) > 0));
  UPDATE shift_series SET template = template || '{"contact": ""}'
  WHERE template ->> 'contact' <> '' AND (position(its.phone in template ->> 'contact') > 0
    OR position(its.email in template ->> 'contact') > 0
    OR (cardinality(full_names) > 0 AND position(its.name in template ->> 'contact') > 0));
  FOR thing IN SELECT id FROM offer WHERE owner_id = subject ORDER BY id LOOP
    PERFORM erase_offer(thing, why);
  END LOOP;
  DELETE FROM invitation WHERE accepted_by = subject OR lower(email) = lower(its.email);
  DELETE FROM coordinator_district WHERE person_id = subject;
  DELETE FROM open_sheet WHERE person_id = subject;
  DELETE FROM board_seen WHERE person_id = subject;
  DELETE FROM volunteer_profile WHERE person_id = subject;
  DELETE FROM session WHERE user_id = subject;
  DELETE FROM one_time_secret WHERE person_id = subject;
  DELETE FROM known_device WHERE person_id = subject;
  DELETE FROM sign_in WHERE person_id = subject;
  DELETE FROM second_factor WHERE person_id = subject;
  DELETE FROM recovery_code WHERE person_id = subject;
  DELETE FROM passkey_challenge WHERE person_id = subject;
  DELETE FROM pending_sign_in WHERE person_id = subject;
  DELETE FROM calendar_feed WHERE person_id = subject;
  DELETE FROM message_setting WHERE person_id = subject;
  DELETE FROM phone_code WHERE person_id = subject;
  DELETE FROM broadcast_recipient WHERE subject_id = subject;
  UPDATE person SET name = '—', email = NULL, email_proven_at = NULL, pending_email = NULL, phone = NULL, phone_proven_at = NULL,
    password_hash = NULL, standing = NULL, administrator = false, on_duty = false, version = version + 1
  WHERE id = subject;
  PERFORM mark_erased('person', subject, why);
  PERFORM erase_words(ARRAY[subject]);
  RETURN true;
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION retention_due(kind text, before timestamptz) RETURNS TABLE (id text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  CASE kind
  WHEN 'request' THEN RETURN QUERY SELECT r.id::text FROM request r
    WHERE r.state IN ('closed', 'cancelled', 'declined', 'duplicate') AND r.state_at < before
      AND NOT EXISTS (SELECT FROM erased e WHERE e.thing = 'request' AND e.thing_id = r.id)
      AND NOT EXISTS (SELECT FROM request_bound(r.id));
  WHEN 'task' THEN RETURN QUERY SELECT t.id::text FROM task t
    WHERE t.state IN ('confirmed', 'cancelled', 'failed') AND t.state_at < before
      AND (t.title <> '' OR t.briefing <> '' OR t.checklist <> '{}' OR t.lat IS NOT NULL
        OR EXISTS (SELECT FROM assignment a WHERE a.task_id = t.id AND (a.note <> '' OR a.override IS NOT NULL))
        OR EXISTS (SELECT FROM reservation r WHERE r.task_id = t.id AND r.note <> '' AND r.state NOT IN ('held', 'handed_over')));
  WHEN 'shift' THEN RETURN QUERY SELECT s.id::text FROM shift s
    WHERE s.state IN ('completed', 'cancelled') AND s.state_at < before
      AND (s.briefing || s.contact || s.reason <> ''
        OR EXISTS (SELECT FROM shift_note n WHERE n.shift_id = s.id)
        OR EXISTS (SELECT FROM sign_up u WHERE u.shift_id = s.id
          AND (u.reason IS NOT NULL OR u.note <> '' OR u.party_name <> '' OR u.correction <> '')))
    UNION ALL SELECT p.id::text FROM shift_series p
    WHERE p.ended AND p.filled_until < before AND (p.template ->> 'briefing') || (p.template ->> 'contact') <> '';
  WHEN 'offer' THEN RETURN QUERY SELECT o.id::text FROM offer o
    WHERE o.state IN ('withdrawn', 'retired') AND o.state_at < before
      AND NOT EXISTS (SELECT FROM erased e WHERE e.thing = 'offer' AND e.thing_id = o.id)
      AND NOT EXISTS (SELECT FROM offer_bound(o.id));
  WHEN 'unproven' THEN RETURN QUERY SELECT p.id::text FROM person p
    WHERE p.email_proven_at IS NULL AND p.phone_proven_at IS NULL AND coalesce(p.standing, 'unverified') = 'unverified'
      AND p.created_at < before AND NOT p.administrator
      AND NOT EXISTS (SELECT FROM coordinator_district d WHERE d.person_id = p.id)
      AND NOT EXISTS (SELECT FROM erased e WHERE e.thing = 'person' AND e.thing_id = p.id)
      AND NOT EXISTS (SELECT FROM offer o WHERE o.owner_id = p.id AND o.state NOT IN ('withdrawn', 'retired'))
      AND NOT EXISTS (SELECT FROM person_bound(p.id));
  WHEN 'account' THEN RETURN QUERY SELECT p.id::text FROM person p
    WHERE p.created_at < before AND NOT p.administrator
      AND NOT EXISTS (SELECT FROM coordinator_district d WHERE d.person_id = p.id)
      AND NOT EXISTS (SELECT FROM erased e WHERE e.thing = 'person' AND e.thing_id = p.id)
      AND NOT EXISTS (SELECT FROM session s WHERE s.user_id = p.id AND s.last_seen_at >= before)
      AND NOT EXISTS (SELECT FROM known_device k WHERE k.person_id = p.id AND k.last_seen_at >= before)
      AND NOT EXISTS (SELECT FROM sign_in i WHERE i.person_id = p.id AND i.at >= before)
      AND NOT EXISTS (SELECT FROM assignment a WHERE a.person_id = p.id AND a.state_at >= before)
      AND NOT EXISTS (SELECT FROM sign_up u WHERE u.person_id = p.id AND u.state_at >= before)
      AND NOT EXISTS (SELECT FROM offer o WHERE o.owner_id = p.id AND (o.state_at >= before OR o.state NOT IN ('withdrawn', 'retired')))
      AND NOT EXISTS (SELECT FROM person_bound(p.id));
  WHEN 'invitation' THEN RETURN QUERY SELECT i.id::text FROM invitation i
    WHERE coalesce(i.accepted_at, i.revoked_at, i.expires_at) < before;
  WHEN 'calendar' THEN RETURN QUERY SELECT c.token_hash FROM calendar_feed c WHERE c.created_at < before;
  WHEN 'look' THEN RETURN QUERY SELECT l.id::text FROM look l WHERE l.at < before;
  WHEN 'notification' THEN RETURN QUERY SELECT n.id::text FROM notification n WHERE n.created_at < before
    UNION ALL SELECT m.id::text FROM sms m WHERE m.created_at < before
    UNION ALL SELECT m.id::text FROM sms_in m WHERE m.at < before
    UNION ALL SELECT m.address FROM dead_mail m WHERE m.at < before
    UNION ALL SELECT b.id::text FROM broadcast b WHERE b.state_at < before AND b.state IN ('sent', 'withdrawn')
      AND EXISTS (SELECT FROM broadcast_recipient r WHERE r.broadcast_id = b.id);
  WHEN 'failed_job' THEN RETURN QUERY SELECT j.id::text FROM graphile_worker._private_jobs j
    WHERE j.attempts >= j.max_attempts AND j.locked_at IS NULL AND j.updated_at < before;
  WHEN 'demo_mail' THEN RETURN QUERY SELECT m.id::text FROM mailbox_message m WHERE m.at < before;
  END CASE;
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION retire(kind text, before timestamptz, most int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  which text[];
  ids uuid[];
  one uuid;
BEGIN
  which := array(SELECT d.id FROM retention_due(retire.kind, before) d ORDER BY d.id LIMIT most);
  IF retire.kind IN ('request', 'task', 'shift', 'offer', 'unproven', 'account', 'invitation') THEN
    ids := which::uuid[];
  END IF;
  CASE retire.kind
  WHEN 'request', 'offer', 'unproven', 'account' THEN
    FOREACH one IN ARRAY ids LOOP
      BEGIN
        CASE retire.kind
        WHEN 'request' THEN PERFORM erase_request(one, 'time');
        WHEN 'offer' THEN PERFORM erase_offer(one, 'time');
        ELSE PERFORM erase_person(one, 'time');
        END CASE;
      -- It has come back to life since it was looked for.
      EXCEPTION WHEN restrict_violation THEN NULL;
      END;
    END LOOP;
  WHEN 'task' THEN PERFORM erase_tasks(ids);
  WHEN 'shift' THEN
    UPDATE shift SET briefing = '', contact = '', reason = '', version = version + 1 WHERE id = ANY (ids);
    DELETE FROM shift_note WHERE shift_id = ANY (ids);
    UPDATE sign_up SET reason = NULL, note = '', party_name = '', correction = '' WHERE shift_id = ANY (ids);
    UPDATE shift_series SET template = template || '{"briefing": "", "contact": ""}' WHERE id = ANY (ids);
  WHEN 'invitation' THEN DELETE FROM invitation WHERE id = ANY (ids);
  WHEN 'calendar' THEN DELETE FROM calendar_feed WHERE token_hash = ANY (which);
  WHEN 'look' THEN DELETE FROM look WHERE id = ANY (which::bigint[]);
  WHEN 'notification' THEN
    DELETE FROM notification WHERE id::text = ANY (which);
    DELETE FROM sms WHERE id::text = ANY (which);
    DELETE FROM sms_in WHERE id::text = ANY (which);
    DELETE FROM dead_mail WHERE address = ANY (which) AND at < before;
    DELETE FROM broadcast_recipient WHERE broadcast_id::text = ANY (which);
  WHEN 'failed_job' THEN DELETE FROM graphile_worker._private_jobs WHERE id = ANY (which::bigint[]);
  WHEN 'demo_mail' THEN DELETE FROM mailbox_message WHERE id = ANY (which::bigint[]);
  END CASE;
  RETURN cardinality(which);
END $$;--> statement-breakpoint
CREATE TRIGGER message_setting_forgotten BEFORE INSERT OR UPDATE ON message_setting FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint
CREATE TRIGGER phone_code_forgotten BEFORE INSERT OR UPDATE ON phone_code FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint
INSERT INTO transition (thing, from_state, to_state) VALUES
  ('broadcast', '', 'draft'), ('broadcast', 'draft', 'waiting'), ('broadcast', 'draft', 'sending'), ('broadcast', 'draft', 'withdrawn'),
  ('broadcast', 'waiting', 'sending'), ('broadcast', 'waiting', 'withdrawn'), ('broadcast', 'sending', 'stopped'),
  ('broadcast', 'sending', 'sent'), ('broadcast', 'stopped', 'sending');--> statement-breakpoint
CREATE TRIGGER broadcast_transition BEFORE INSERT OR UPDATE OF state ON broadcast
  FOR EACH ROW EXECUTE FUNCTION keep_to_transitions();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER broadcast_recorded AFTER INSERT OR UPDATE OF state ON broadcast
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insist_on_record();
