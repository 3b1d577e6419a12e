-- Browsers that take messages for somebody, and what goes there.
-- contract: the tables are new; the triggers refuse only what would write to them.
CREATE TABLE "push_device" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"endpoint_hash" text NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"vapid_key" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "push_device_endpoint_hash_unique" UNIQUE("endpoint_hash")
);
--> statement-breakpoint
CREATE TABLE "push_message" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"notification_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"device_id" uuid,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"path" text NOT NULL,
	"tag" text NOT NULL,
	"urgency" text NOT NULL,
	"ttl" integer NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"shown_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"failure" text,
	CONSTRAINT "push_message_urgency" CHECK ("push_message"."urgency" in ('high', 'normal')),
	CONSTRAINT "push_message_failure" CHECK ("push_message"."failure" in ('gone', 'refused', 'service', 'unseen')),
	CONSTRAINT "push_message_failed" CHECK (("push_message"."failed_at" is null) = ("push_message"."failure" is null)),
	CONSTRAINT "push_message_ttl" CHECK ("push_message"."ttl" between 1 and 2419200)
);
--> statement-breakpoint
ALTER TABLE "push_device" ADD CONSTRAINT "push_device_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_device" ADD CONSTRAINT "push_device_session_id_session_public_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("public_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_message" ADD CONSTRAINT "push_message_notification_id_notification_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notification"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_message" ADD CONSTRAINT "push_message_device_id_push_device_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."push_device"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "push_device_person" ON "push_device" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "push_device_session" ON "push_device" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "push_message_notification" ON "push_message" USING btree ("notification_id");--> statement-breakpoint
CREATE INDEX "push_message_device" ON "push_message" USING btree ("device_id");--> statement-breakpoint
CREATE INDEX "push_message_person" ON "push_message" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "push_message_waiting" ON "push_message" USING btree ("created_at") WHERE "push_message"."sent_at" is null and "push_message"."failed_at" is null;--> statement-breakpoint
-- The same function as before, and messages to browsers. A browser itself goes with its session.
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
    DELETE FROM push_message WHERE position(full_name in title || body) > 0;
  END LOOP;
  DELETE FROM mailbox_message WHERE lower(recipient) = ANY (contacts);
  DELETE FROM dead_mail WHERE address = ANY (contacts);
  DELETE FROM sms WHERE phone = ANY (contacts) OR request_id = subject OR person_id = subject;
  DELETE FROM sms_in WHERE phone = ANY (contacts) OR request_id = subject OR person_id = subject;
  DELETE FROM push_message WHERE person_id = subject;
END $$;--> statement-breakpoint
CREATE TRIGGER push_device_forgotten BEFORE INSERT OR UPDATE ON push_device FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint
CREATE TRIGGER push_message_forgotten BEFORE INSERT ON push_message FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');
